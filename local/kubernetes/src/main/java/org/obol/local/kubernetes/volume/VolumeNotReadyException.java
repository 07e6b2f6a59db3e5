package org.obol.local.kubernetes.volume;

/**
 * Says why a volume can't be laid out yet; the pod waits and tries again.
 */
public class VolumeNotReadyException extends RuntimeException {

	/**
	 * Carries the sentence that the pod's status shows.
	 * @param message what is missing
	 */
	public VolumeNotReadyException(String message) {
		super(message);
	}

}
