package org.obol.shell.console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.shell.core.InputReader;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandExecutor;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.ExitStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the interactive console does with a line, through Spring Shell's own registry and
 * executor.
 */
class LineRouterTests {

	private final CommandRunner runner = new TestConsole(Map.of("OBOL_HOME", "/nonexistent")).runner();

	private final CommandRegistry registry = InteractiveConfiguration.registry(this.runner, Questions.NONE);

	private final StringWriter out = new StringWriter();

	private ExitStatus type(String line) throws Exception {
		var parsed = new LineRouter(this.runner.grammar()).parse(line);
		return new CommandExecutor(this.registry)
			.execute(new CommandContext(parsed, this.registry, new PrintWriter(this.out), new InputReader() {
			}));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "agent lsit|did you mean list?", "wallet new \"a b|without a closing one",
					"sell agent x|The price is missing", "agent list --foo|Unknown option --foo",
					"up|runs outside this console", "agent list|The suite is not running" })
	void aFailureIsToldOnceAndTheConsoleGoesOn(String line, String message) throws Exception {
		assertThat(type(line)).isEqualTo(ExitStatus.OK);
		assertThat(this.out.toString()).startsWith("Error: ").contains(message).containsOnlyOnce("\n");
	}

	@Test
	void quotesAndPastedLinesAreUnderstood() throws Exception {
		type("./obol help wallet new");
		assertThat(this.out.toString()).contains("obol wallet new [NAME] [options]");
	}

}
