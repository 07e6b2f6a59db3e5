package org.obol.agentcontroller.skills;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.api.Skills;

import static org.assertj.core.api.Assertions.assertThat;

class SkillLibraryTests {

	private static final SkillLibrary LIBRARY = SkillLibrary.fromClassPath();

	static List<String> names() {
		return List.copyOf(LIBRARY.names());
	}

	@ParameterizedTest
	@MethodSource("names")
	void everySkillIsAValidAgentSkill(String name) {
		String document = LIBRARY.find(name).orElseThrow().document();
		assertThat(document).startsWith("---\nname: " + name + "\ndescription: ");
		String description = document.lines().skip(2).findFirst().orElseThrow().substring("description: ".length());
		assertThat(description).hasSizeBetween(40, 1024).contains("Use ").doesNotContain(": ");
		assertThat(document.lines().skip(3)).startsWith("---", "").hasSizeLessThan(500);
		assertThat(name).matches("[a-z0-9]+(-[a-z0-9]+)*").hasSizeLessThanOrEqualTo(64);
	}

	@ParameterizedTest
	@MethodSource("names")
	void aSkillNamesExactlyTheToolsThatItGrants(String name) {
		Set<String> named = new TreeSet<>();
		Matcher word = Pattern.compile("`((?:mcp__obol__)?[a-z0-9]+_[a-z0-9_]+)`")
			.matcher(LIBRARY.find(name).orElseThrow().document());
		while (word.find()) {
			named.add(word.group(1).replaceFirst("^mcp__obol__", ""));
		}
		named.remove("");
		assertThat(named).containsExactlyInAnyOrderElementsOf(Skills.toolsOf(List.of(name)));
	}

	@Test
	void theLibraryHasWhatTheShellNames() {
		assertThat(LIBRARY.names()).containsExactly("addresses", "buy-x402", "ethereum-local-wallet",
				"ethereum-networks", "gas", "obol-stack", "sell");
	}

	@Test
	void anUnknownNameIsNotFound() {
		assertThat(LIBRARY.find("../persona")).isEmpty();
	}

}
