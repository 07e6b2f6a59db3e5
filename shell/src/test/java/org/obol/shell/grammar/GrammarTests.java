package org.obol.shell.grammar;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GrammarTests {

	private final Grammar grammar = new Grammar(List.of(
			CommandSpec.of("Agents", "agent new", "Declare an agent")
				.alias("agent onboard")
				.needs("name", ArgumentSpec.Kind.TEXT, "its name")
				.with(OptionSpec.valued("model", "MODEL", "which model"), OptionSpec.flag("wait", "wait"),
						OptionSpec.valued("price", "AMOUNT", "how much").alias("--per-request", "-p"),
						OptionSpec.valued("accept", "TERMS", "one more").manyTimes(),
						OptionSpec.valued("port", "PORT", "which port"),
						OptionSpec.valued("runtime", "R", "what runs it").oneOf("hermes", "demo")),
			CommandSpec.of("Agents", "agent list", "List them"), CommandSpec.of("Console", "help", "Help")));

	private Invocation read(String line) {
		return Invocation.of(this.grammar.match(Words.of(line)), new SilentDialogue());
	}

	@Test
	void optionsMayStandBeforeAndBehindArguments() {
		Invocation invocation = read("agent new --wait quant --model x");
		assertThat(invocation.required("name")).isEqualTo("quant");
		assertThat(invocation.flag("wait")).isTrue();
		assertThat(invocation.option("model")).contains("x");
	}

	@Test
	void globalOptionsMayStandBeforeTheCommand() {
		Invocation invocation = read("-o json --data-dir /tmp/x agent new quant");
		assertThat(invocation.option("output")).contains("json");
		assertThat(invocation.option("data-dir")).contains("/tmp/x");
	}

	@Test
	void everySpellingOfAnOptionMeansTheSame() {
		assertThat(read("agent onboard q --per-request 0.01").amount("price")).contains(new BigDecimal("0.01"));
		assertThat(read("agent new q -p 1").command().name()).isEqualTo("agent new");
	}

	@Test
	void aFlagTakesNoValueAndEatsNoArgument() {
		assertThat(read("agent new --wait quant").required("name")).isEqualTo("quant");
		assertThat(read("agent new quant --wait=false").flag("wait")).isFalse();
	}

	@Test
	void aRepeatableOptionKeepsAllItsValues() {
		assertThat(read("agent new q --accept a --accept b").all("accept")).containsExactly("a", "b");
	}

	@Test
	void twoDashesEndTheOptions() {
		assertThat(read("agent new -- -odd").required("name")).isEqualTo("-odd");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = { "agnet list|did you mean agent?",
			"agent lsit|did you mean list?", "agent|needs one of: list, new", "agent new|needs NAME: its name",
			"agent new a b|'b' is one argument too many", "agent new a --modle x|did you mean --model?",
			"agent new a --model|--model needs a value", "agent new a --model --wait|--model needs a value",
			"agent new a --price 1 --price 2|given twice", "agent new a --runtime docker|not one of hermes, demo",
			"agent new a --wait=maybe|neither true nor false", "agent new a -o yaml|not one of text, json",
			"agent new a -x|Unknown option -x" })
	void aWrongLineIsToldInOneSentence(String line, String message) {
		assertThatThrownBy(() -> read(line)).isInstanceOf(UsageException.class).hasMessageContaining(message);
	}

	@ParameterizedTest
	@CsvSource({ "0", "-1", "abc", "'0,5'", "01", "1e3", "0.0", ".5", "1.", "0x10", "1.0000000000000000001" })
	void whatIsNoAmountIsRefusedWithAnExample(String amount) {
		assertThatThrownBy(() -> read("agent new a --price=" + amount).amount("price"))
			.isInstanceOf(UsageException.class)
			.hasMessage(
					"--price: '" + amount + "' is not an amount; write decimal token units more than 0, such as 0.01");
	}

	@ParameterizedTest
	@CsvSource({ "0", "65536", "99999999999", "abc", "-1", "''" })
	void whatIsNoPortIsRefused(String port) {
		assertThatThrownBy(() -> read("agent new a --port=" + port).number("port", 1, 65535))
			.isInstanceOf(UsageException.class)
			.hasMessageContaining("--port: '" + port + "' is not a whole number from 1 to 65535");
	}

	@ParameterizedTest
	@CsvSource({ "Quant", "a_b", "-a", "a-", "a.b", "ä",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void whatIsNoObjectNameIsRefusedWithTheRule(String name) {
		assertThatThrownBy(() -> read("agent new -- " + name).objectName("name")).isInstanceOf(UsageException.class)
			.hasMessageContaining("'" + name + "'")
			.hasMessageContaining("63");
	}

	@Test
	void twoCommandsMayNotShareAName() {
		CommandSpec one = CommandSpec.of("G", "x", "d");
		assertThatThrownBy(() -> new Grammar(List.of(one, one))).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void theHelpNamesEverySpellingDefaultAndChoice() {
		String help = HelpText.of(this.grammar.command("agent new").orElseThrow());
		assertThat(help).contains("obol agent new NAME [options]", "also: obol agent onboard",
				"--price, --per-request, -p AMOUNT", "what runs it: hermes, demo", "--output, -o FORM");
	}

}
