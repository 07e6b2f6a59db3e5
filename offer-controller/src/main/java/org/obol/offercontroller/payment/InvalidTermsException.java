package org.obol.offercontroller.payment;

/**
 * Ends the reading of a payment whose fields can't be right; never leaves the package.
 */
final class InvalidTermsException extends RuntimeException {

	InvalidTermsException(String message) {
		super(message, null, false, false);
	}

}
