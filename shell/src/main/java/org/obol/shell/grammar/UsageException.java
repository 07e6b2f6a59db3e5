package org.obol.shell.grammar;

/**
 * A line that was typed wrongly. The message names the option, the value and what would
 * be right.
 */
public final class UsageException extends RuntimeException {

	/**
	 * Says what is wrong.
	 * @param message one line for the person who typed it
	 */
	public UsageException(String message) {
		super(message);
	}

}
