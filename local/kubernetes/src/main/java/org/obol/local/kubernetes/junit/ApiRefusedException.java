package org.obol.local.kubernetes.junit;

/**
 * Says that the API server refused a manifest, with what it answered.
 */
public class ApiRefusedException extends RuntimeException {

	private final int status;

	ApiRefusedException(String what, int status, String answer) {
		super(what + ": HTTP " + status + ": " + answer);
		this.status = status;
	}

	/**
	 * Gives the HTTP status.
	 * @return such as 422 for an object that breaks its schema
	 */
	public int status() {
		return this.status;
	}

}
