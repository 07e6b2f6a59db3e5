package org.obol.shell.console;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.obol.shell.grammar.ArgumentSpec;

import static org.assertj.core.api.Assertions.assertThat;

class LineCompleterTests {

	private final LineCompleter completer = new LineCompleter(
			new TestConsole(Map.of("OBOL_HOME", "/nonexistent")).grammar(),
			(kind) -> (kind == ArgumentSpec.Kind.AGENT) ? List.of("quant", "gas-bot") : List.of());

	@Test
	void theFirstWordIsACommand() {
		assertThat(this.completer.propose(List.of(), "")).contains("agent", "sell", "buy", "wallet", "help")
			.doesNotHaveDuplicates();
	}

	@Test
	void theSecondWordIsASubcommandOrItsAlias() {
		assertThat(this.completer.propose(List.of("agent"), "")).contains("new", "onboard", "list", "delete");
	}

	@Test
	void anArgumentIsTheNameOfSomethingThatExists() {
		assertThat(this.completer.propose(List.of("sell", "agent"), "")).containsExactly("quant", "gas-bot");
		assertThat(this.completer.propose(List.of("sell", "agent", "--price", "0.01"), "")).contains("quant");
		assertThat(this.completer.propose(List.of("sell", "agent", "quant"), "")).isEmpty();
	}

	@Test
	void aDashAsksForOptions() {
		assertThat(this.completer.propose(List.of("agent", "new", "x"), "--")).contains("--model", "--runtime",
				"--wait", "--output");
	}

	@Test
	void anOptionsValueIsOneOfItsChoices() {
		assertThat(this.completer.propose(List.of("agent", "new", "x", "--runtime"), "")).containsExactly("hermes",
				"demo");
		assertThat(this.completer.propose(List.of("agent", "list", "-o"), "")).containsExactly("text", "json");
	}

	@Test
	void helpCompletesCommands() {
		assertThat(this.completer.propose(List.of("help"), "")).contains("agent", "sell");
	}

}
