package org.obol.shell.place;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a local stack says about itself in {@code stack.json}. */
final class StackFile {

	private final JsonObject facts;

	private StackFile(JsonObject facts) {
		this.facts = facts;
	}

	/** Reads the file; one that is absent or half-written says nothing. */
	static StackFile in(Path dataDirectory) {
		Path file = dataDirectory.resolve("stack.json");
		try {
			return new StackFile(Files.exists(file) ? JsonParser.parseString(Files.readString(file)).getAsJsonObject()
					: new JsonObject());
		}
		catch (IOException | JsonParseException | IllegalStateException unreadable) {
			return new StackFile(new JsonObject());
		}
	}

	Optional<String> fact(String name) {
		boolean known = this.facts.has(name) && this.facts.get(name).isJsonPrimitive();
		return known ? Optional.of(this.facts.get(name).getAsString()).filter((text) -> !text.isBlank())
				: Optional.empty();
	}

}
