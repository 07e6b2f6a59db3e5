package org.obol.shell.agent;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.obol.shell.grammar.UsageException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SkillChangeTests {

	@Test
	void plainNamesReplaceTheList() {
		assertThat(SkillChange.parse("gas, addresses").applyTo(List.of("swap"))).containsExactly("gas", "addresses");
	}

	@Test
	void signsAddAndRemoveAndKeepTheOrder() {
		assertThat(SkillChange.parse("+l2s,-gas,+swap").applyTo(List.of("gas", "swap", "addresses")))
			.containsExactly("swap", "addresses", "l2s");
	}

	@Test
	void anEmptyTextTakesAllSkillsAway() {
		assertThat(SkillChange.parse("").applyTo(List.of("gas"))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "+|empty skill name", "a,,b|empty skill name", "+a,b|mixes",
			"Gas|not a skill's name", "a b|not a skill's name", "-../x|not a skill's name" })
	void aListThatIsNotUnderstoodIsRefused(String text, String message) {
		assertThatThrownBy(() -> SkillChange.parse(text)).isInstanceOf(UsageException.class)
			.hasMessageContaining(message);
	}

}
