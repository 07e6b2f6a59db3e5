package org.obol.x402.facilitator;

/**
 * A facilitator that can't say what it supports.
 */
public class FacilitatorException extends RuntimeException {

	FacilitatorException(String message) {
		super(message);
	}

	FacilitatorException(String message, Throwable cause) {
		super(message, cause);
	}

}
