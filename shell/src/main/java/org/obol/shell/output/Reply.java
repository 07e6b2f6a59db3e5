package org.obol.shell.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/**
 * What a command answers, in every form a caller may ask for.
 *
 * @param text for people, without a final line break
 * @param data for programs ({@code -o json})
 * @param brief the essence alone ({@code -q}); may be empty
 */
public record Reply(String text, JsonElement data, String brief) {

	private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	/**
	 * Renders the answer.
	 * @param form what the caller asked for
	 * @return what goes to standard output; empty for nothing at all
	 */
	public String render(Form form) {
		return switch (form) {
			case TEXT -> this.text;
			case JSON -> JSON.toJson(this.data);
			case BRIEF -> this.brief;
		};
	}

	/** What a caller wants to read. */
	public enum Form {

		/** Sentences and tables for people. */
		TEXT,
		/** JSON for programs. */
		JSON,
		/** Only the essence, such as a name or a hash. */
		BRIEF

	}

}
