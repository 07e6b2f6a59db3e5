package org.obol.shell.grammar;

/**
 * A positional argument of a command.
 *
 * @param name what it is called in the help and in messages
 * @param description one sentence part
 * @param required whether the command needs it
 * @param kind what kind of thing is named, so that TAB can propose some
 */
public record ArgumentSpec(String name, String description, boolean required, Kind kind) {

	/** What an argument names. */
	public enum Kind {

		/** Anything. */
		TEXT,
		/** An Agent. */
		AGENT,
		/** A ServiceOffer. */
		OFFER,
		/** A wallet of this laptop. */
		WALLET,
		/** A command. */
		COMMAND

	}

}
