package org.obol.local.kubernetes.controlplane;

/**
 * Says why the control plane could not start, in one line, with the log to look into.
 */
public class ControlPlaneException extends RuntimeException {

	ControlPlaneException(String message) {
		super(message);
	}

}
