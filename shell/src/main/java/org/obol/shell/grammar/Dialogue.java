package org.obol.shell.grammar;

/** The person at the terminal, if there is one. */
public interface Dialogue {

	/**
	 * Tells how things go. Goes to standard error; nobody hears it with {@code -q} or
	 * {@code -o json}.
	 * @param line one line
	 */
	void note(String line);

	/**
	 * Tells something that the person should not miss. Goes to standard error always.
	 * @param line one line
	 */
	void warn(String line);

	/**
	 * Writes a piece of the answer as it comes. Goes to standard output.
	 * @param text without a line break of its own
	 */
	void stream(String text);

	/**
	 * Whether questions can be asked: only on a terminal, and only when a person reads.
	 * @return true if {@link #ask} will not fail
	 */
	boolean canAsk();

	/**
	 * Asks for a text.
	 * @param question what to ask
	 * @param otherwise the answer of somebody who only presses Enter
	 * @return the answer, stripped
	 */
	String ask(String question, String otherwise);

	/**
	 * Asks for yes or no.
	 * @param question what to ask
	 * @param otherwise the answer of somebody who only presses Enter
	 * @return true for yes
	 */
	boolean confirm(String question, boolean otherwise);

	/**
	 * Asks for a secret without showing it.
	 * @param question what to ask
	 * @return the secret
	 */
	String secret(String question);

}
