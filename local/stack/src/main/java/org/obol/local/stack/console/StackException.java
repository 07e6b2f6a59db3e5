package org.obol.local.stack.console;

/**
 * Why a command can't go on, in one sentence for the person who typed it: what is wrong,
 * and what would be right.
 */
public class StackException extends RuntimeException {

	/**
	 * Says what is wrong.
	 * @param message one line, without a stack trace's help
	 */
	public StackException(String message) {
		super(message);
	}

	/**
	 * Says what is wrong and keeps why, for the log.
	 * @param message one line, without a stack trace's help
	 * @param cause what happened
	 */
	public StackException(String message, Throwable cause) {
		super(message, cause);
	}

}
