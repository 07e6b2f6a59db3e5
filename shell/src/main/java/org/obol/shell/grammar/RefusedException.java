package org.obol.shell.grammar;

/**
 * A command that was typed rightly but can't be done now. The message says why and, where
 * possible, what to do.
 */
public final class RefusedException extends RuntimeException {

	/**
	 * Says why not.
	 * @param message one line for the person who typed the command
	 */
	public RefusedException(String message) {
		super(message);
	}

	/**
	 * Says why not, keeping the cause for debugging.
	 * @param message one line for the person who typed the command
	 * @param cause what was thrown below
	 */
	public RefusedException(String message, Throwable cause) {
		super(message, cause);
	}

}
