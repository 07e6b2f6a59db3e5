package org.obol.local.kubernetes.binaries;

/**
 * Says that no control plane can be had on this machine, and what to do about it.
 */
public class BinariesUnavailableException extends RuntimeException {

	/**
	 * Carries the one line that a person reads.
	 * @param message what to do
	 */
	public BinariesUnavailableException(String message) {
		super(message);
	}

}
