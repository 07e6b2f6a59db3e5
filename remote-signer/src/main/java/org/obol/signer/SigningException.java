package org.obol.signer;

/** A request that is not signed, with the code and sentence that the caller gets. */
final class SigningException extends RuntimeException {

	private final int status;

	private final String code;

	SigningException(int status, String code, String sentence) {
		super(sentence);
		this.status = status;
		this.code = code;
	}

	int status() {
		return this.status;
	}

	String code() {
		return this.code;
	}

}
