package org.obol.local.kubernetes.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ChildProcessTests {

	@TempDir
	private Path directory;

	@Test
	void aChildHasItsEnvironmentAndNothingElse() throws IOException {
		ChildProcess child = start("/usr/bin/env");
		assertThat(child.onExit().join()).isZero();
		assertThat(Files.readAllLines(child.log())).containsExactly("ONLY=this");
	}

	@Test
	void aChildThatIgnoresTheRequestToEndIsKilledWithItsOwnChildren() throws IOException {
		ChildProcess child = start("/bin/sh", "-c", "trap '' TERM; sleep 1000 & echo $!; while true; do sleep 1; done");
		await().until(() -> Files.size(child.log()) > 0);
		long grandchild = Long.parseLong(Files.readString(child.log()).strip());
		child.stop(Duration.ofMillis(100));
		assertThat(child.isAlive()).isFalse();
		await().until(() -> ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive).isEmpty());
	}

	@Test
	void whatAProgramLeftInTheBackgroundEndsWithIt() throws IOException {
		ChildProcess child = start("/bin/sh", "-c", "(sleep 1000 & echo $!); sleep 1000");
		await().until(() -> Files.size(child.log()) > 0);
		long orphan = Long.parseLong(Files.readString(child.log()).strip());
		child.stop(Duration.ofSeconds(5));
		await().until(() -> ProcessHandle.of(orphan).filter(ProcessHandle::isAlive).isEmpty());
	}

	@Test
	void theNextStartEndsWhatAKilledProgramLeftInTheBackground() throws IOException {
		Path file = this.directory.resolve("processes.tsv");
		ChildProcess child = ChildProcess
			.start(new ProcessCommand("test", List.of("/bin/sh", "-c", "(sleep 1000 & echo $!); sleep 1000"),
					Map.of("OBOL_LOCAL", "true"), this.directory, this.directory.resolve("log")));
		new ProcessRegister(file).add(child);
		await().until(() -> Files.size(child.log()) > 0);
		ProcessHandle orphan = ProcessHandle.of(Long.parseLong(Files.readString(child.log()).strip())).orElseThrow();
		ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
		child.onExit().join();
		assertThat(orphan.isAlive()).isTrue();
		new ProcessRegister(file).reap();
		assertThat(orphan.isAlive()).isFalse();
	}

	@Test
	void aProgramThatIsNotThereIsOneClearFailure() {
		ChildProcess child = start("/nowhere/program");
		assertThat(child.onExit().join()).isNotZero();
		assertThat(child.log()).content().contains("/nowhere/program");
	}

	@Test
	void aCommandWithoutWordsIsRefused() {
		assertThatThrownBy(() -> start()).isInstanceOf(IllegalArgumentException.class)
			.hasMessage("no command for test");
	}

	@Test
	void theNextStartEndsWhatAnEarlierOneLeftButNoStranger() throws IOException {
		try (ChildProcess leftover = start("/bin/sleep", "1000"); ChildProcess stranger = start("/bin/sleep", "1000")) {
			Path file = this.directory.resolve("processes.tsv");
			new ProcessRegister(file).add(leftover);
			Files.writeString(file, Files.readString(file) + "old\t" + stranger.pid() + "\t"
					+ Instant.parse("2001-01-01T00:00:00Z") + "\n");
			new ProcessRegister(file).reap();
			assertThat(leftover.isAlive()).isFalse();
			assertThat(stranger.isAlive()).isTrue();
			assertThat(file).isEmptyFile();
		}
	}

	private ChildProcess start(String... words) {
		return ChildProcess.start(new ProcessCommand("test", List.of(words), Map.of("ONLY", "this"), this.directory,
				this.directory.resolve("log-" + System.nanoTime())));
	}

}
