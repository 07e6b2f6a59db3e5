package org.obol.agentcontroller.reconcile;

/**
 * A Secret that is never changed does not have what it should; a person has to decide.
 */
class UnusableSecretException extends RuntimeException {

	UnusableSecretException(String message) {
		super(message);
	}

}
