package org.obol.local.kubernetes.rest;

/**
 * Says that the API server refused a request or could not be reached.
 */
public class RestException extends RuntimeException {

	private final int status;

	/**
	 * Carries what was asked and what was answered.
	 * @param message both
	 * @param status the HTTP status, 0 if there was no answer
	 */
	public RestException(String message, int status) {
		super(message);
		this.status = status;
	}

	/**
	 * Gives the HTTP status.
	 * @return the status, 0 if there was no answer
	 */
	public int status() {
		return this.status;
	}

}
