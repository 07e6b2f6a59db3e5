package org.obol.local.stack;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StackTests {

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private PrintStream realErr;

	private PrintStream realOut;

	@TempDir
	Path data;

	@BeforeEach
	void capture() {
		this.realErr = System.err;
		this.realOut = System.out;
		System.setErr(new PrintStream(this.err, true, StandardCharsets.UTF_8));
		System.setOut(new PrintStream(this.out, true, StandardCharsets.UTF_8));
	}

	@AfterEach
	void restore() {
		System.setErr(this.realErr);
		System.setOut(this.realOut);
	}

	@Test
	void anUnknownFlagIsOneLineAndStatus2() {
		assertThat(Stack.run("up", "--gatway-port", "1")).isEqualTo(2);
		assertThat(lines(this.err)).singleElement().asString().contains("--gatway-port").contains("obol up --help");
	}

	@Test
	void aPortThatIsNoNumberIsOneLine() {
		assertThat(Stack.run("up", "--gateway-port", "http")).isEqualTo(2);
		assertThat(lines(this.err)).singleElement().asString().contains("--gateway-port").contains("http");
	}

	@Test
	void aUrlThatIsNoneIsOneLine() {
		assertThat(Stack.run("up", "--data-dir", this.data.toString(), "--rpc-url", "localhost:8545")).isEqualTo(1);
		assertThat(lines(this.err)).singleElement().asString().contains("--rpc-url localhost:8545 must be");
	}

	@Test
	void nothingRunsOnANewDirectory() {
		assertThat(Stack.run("stack", "status", "--data-dir", this.data.toString())).isEqualTo(1);
		assertThat(lines(this.out)).singleElement().asString().contains("Nothing runs").contains("obol up");
	}

	@Test
	void programsCanAskWhatRuns() {
		assertThat(Stack.run("stack", "status", "-o", "json", "--data-dir", this.data.toString())).isEqualTo(1);
		assertThat(this.out.toString(StandardCharsets.UTF_8)).contains("\"running\" : false");
	}

	@Test
	void thereIsNothingToStopTwice() {
		assertThat(Stack.run("stack", "down", "--data-dir", this.data.toString())).isZero();
	}

	@Test
	void aLogOutsideTheLogsFolderIsNotRead() {
		assertThat(Stack.run("stack", "logs", "../../secret", "--data-dir", this.data.toString())).isEqualTo(1);
		assertThat(lines(this.err)).singleElement().asString().contains("There is no log of ../../secret");
	}

	private static java.util.List<String> lines(ByteArrayOutputStream stream) {
		return stream.toString(StandardCharsets.UTF_8).lines().toList();
	}

}
