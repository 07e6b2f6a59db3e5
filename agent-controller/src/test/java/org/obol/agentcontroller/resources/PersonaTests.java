package org.obol.agentcontroller.resources;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PersonaTests {

	@Test
	void theObjectiveIsTrimmedAndPutInVerbatim() {
		assertThat(Persona.render("  Price $1 {{objective}} \\n things.\n"))
			.contains("## Your objective\n\nPrice $1 {{objective}} \\n things.\n\nEverything else is out of scope.");
	}

	@Test
	void withoutAnObjectiveTheLineIsBlank() {
		assertThat(Persona.render(null)).contains("## Your objective\n\n\n\nEverything else");
	}

	@Test
	void thePersonaHasItsSections() {
		assertThat(Persona.render("x").lines().filter((line) -> line.startsWith("## "))).containsExactly(
				"## Your objective", "## How you answer", "## Where you work", "## Who talks to you",
				"## When you don't know");
	}

}
