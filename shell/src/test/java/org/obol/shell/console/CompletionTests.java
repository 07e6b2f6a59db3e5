package org.obol.shell.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts for the system's shells; bash really runs its own. */
class CompletionTests {

	@TempDir
	Path home;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			obol se           | sell
			obol sell pr      | pricing probe
			obol agent new x --run | --runtime
			obol agent new x --runtime d | demo
			obol sell http my-api --gate | --gateway
			obol sell http my-api --price 1 --rou | --route
			obol sell list -o j | json
			obol completion --qui | --quiet
			""")
	void bashProposesWordsOptionsAndValues(String typed, String proposed) throws IOException, InterruptedException {
		assertThat(bash(List.of(typed.strip().split(" ")))).containsExactlyInAnyOrder(proposed.strip().split(" "));
	}

	@Test
	void otherShellsAreTaughtTheSameCommands() {
		String zsh = run("zsh").out();
		assertThat(zsh).contains("bashcompinit", "_obol()", "complete -o default -F _obol obol");
		String fish = run("fish").out();
		assertThat(fish).contains("complete -c obol -n __fish_use_subcommand -a sell",
				"complete -c obol -n '__obol_typed \"sell \"' -a http",
				"complete -c obol -n '__obol_typed \"agent new \"' -l runtime -x -a 'hermes demo'");
		assertThat(run("tcsh").status()).isEqualTo(2);
		assertThat(run("tcsh").err()).contains("'tcsh' is not a shell that is known; write bash, zsh or fish");
	}

	private TestConsole.Run run(String shell) {
		return new TestConsole(Map.of("OBOL_HOME", "/nonexistent")).run("completion", shell);
	}

	private List<String> bash(List<String> words) throws IOException, InterruptedException {
		Path script = this.home.resolve("obol.bash");
		Files.writeString(script, run("bash").out());
		String line = words.stream().map((word) -> "'" + word + "'").collect(Collectors.joining(" "));
		Process bash = new ProcessBuilder("bash", "-euc", "source " + script + "; COMP_WORDS=(" + line
				+ "); COMP_CWORD=" + (words.size() - 1) + "; _obol; printf '%s\\n' \"${COMPREPLY[@]}\"")
			.redirectErrorStream(true)
			.start();
		String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(bash.waitFor()).as(out).isZero();
		return Stream.of(out.split("\n")).toList();
	}

}
