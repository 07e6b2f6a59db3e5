package org.obol.x402.chain;

/**
 * The chain's node couldn't be asked, or answered with an error of its own. Says nothing
 * about any payment.
 */
public class ChainException extends RuntimeException {

	ChainException(String message) {
		super(message);
	}

	ChainException(String message, Throwable cause) {
		super(message, cause);
	}

}
