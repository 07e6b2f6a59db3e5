package org.obol.agentcontroller.resources;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The agent's SOUL.md: the suite's template with the seller's objective in it. */
final class Persona {

	private static final String TEMPLATE = template();

	private Persona() {
	}

	static String render(@Nullable String objective) {
		return TEMPLATE.replace("{{objective}}", (objective != null) ? objective.strip() : "");
	}

	private static String template() {
		try (InputStream in = Persona.class.getResourceAsStream("/persona.md")) {
			if (in == null) {
				throw new IllegalStateException("No persona.md on the class path");
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
