package org.obol.local.stack.chain;

/**
 * Why a chain did not answer a question.
 */
public class ChainException extends RuntimeException {

	/**
	 * Says what the chain answered.
	 * @param message the method and the reason
	 */
	public ChainException(String message) {
		super(message);
	}

	/**
	 * Says why the chain could not be asked.
	 * @param message the method and the reason
	 * @param cause what happened
	 */
	public ChainException(String message, Throwable cause) {
		super(message, cause);
	}

}
