package org.obol.local.stack.data;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StateFileTests {

	private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");

	@TempDir
	Path directory;

	@Test
	void whatIsWrittenIsRead() {
		StackState state = state(ProcessHandle.current().pid(), Instant.parse("2999-01-01T00:00:00Z"));
		file().write(state);
		assertThat(file().read()).contains(state);
		assertThat(file().running()).contains(state);
	}

	@Test
	void nothingRunsWhereNothingWasWritten() {
		assertThat(file().running()).isEmpty();
	}

	@Test
	void aStateWhoseProcessIdBelongsToALaterProcessIsOver() {
		file().write(state(ProcessHandle.current().pid(), LONG_AGO));
		assertThat(file().running()).isEmpty();
	}

	@Test
	void aDeletedStateIsGone() {
		file().write(state(1, LONG_AGO));
		file().delete();
		assertThat(file().read()).isEmpty();
	}

	private StateFile file() {
		return new StateFile(new DataDirectory(this.directory));
	}

	private static StackState state(long pid, Instant startedAt) {
		RunningProcess chain = new RunningProcess("chain", 42, 8545, LONG_AGO, "/logs/chain.log");
		return new StackState(pid, startedAt, true, "/kubeconfig", URI.create("http://localhost:8402"),
				URI.create("http://localhost:8403"), URI.create("http://localhost:8410"),
				URI.create("http://127.0.0.1:8545"), "eip155:84532", List.of(chain));
	}

}
