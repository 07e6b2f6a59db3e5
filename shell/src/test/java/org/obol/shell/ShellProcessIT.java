package org.obol.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged program in a process of its own: exit statuses and both output streams.
 */
class ShellProcessIT {

	@TempDir
	Path home;

	private Result obol(String... words) throws Exception {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
				"--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar",
				Path.of("target", "shell.jar").toAbsolutePath().toString()));
		command.addAll(List.of(words));
		ProcessBuilder builder = new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile());
		builder.environment().put("OBOL_HOME", this.home.toString());
		builder.environment().put("HOME", this.home.toString());
		builder.environment().remove("KUBECONFIG");
		Path out = this.home.resolve("out");
		Path err = this.home.resolve("err");
		Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return new Result(process.exitValue(), read(out), read(err));
	}

	private static String read(Path file) throws IOException {
		return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "agnet list|2|did you mean agent?", "agent list --all|2|Unknown option --all",
					"agent new|2|needs NAME", "sell agent x|2|The price is missing",
					"agent list|1|The suite is not running. Start it with `obol up`",
					"buy agent http://127.0.0.1:1/services/x -m hi|1|There is no wallet yet" })
	void aFailureIsOneLineOnStandardErrorAndAnExitStatus(String line, int status, String message) throws Exception {
		Result result = obol(line.split(" "));
		assertThat(result.status()).isEqualTo(status);
		assertThat(result.out()).isEmpty();
		assertThat(result.err()).startsWith("Error: ").contains(message).doesNotContain("\n");
	}

	@Test
	void anAnswerIsAloneOnStandardOutput() throws Exception {
		Result made = obol("wallet", "new", "-o", "json");
		assertThat(made.err()).isEmpty();
		assertThat(made.out()).startsWith("{").contains("\"address\": \"0x");
		assertThat(made.status()).isZero();
		assertThat(obol("wallet", "list", "-q").out()).isEqualTo("default");
	}

	@Test
	void withoutWordsAndWithoutATerminalTheHelpIsShown() throws Exception {
		Result result = obol();
		assertThat(result.status()).isZero();
		assertThat(result.out()).contains("agent new", "sell http", "buy agent", "wallet new", "stack status");
	}

	private record Result(int status, String out, String err) {

	}

}
