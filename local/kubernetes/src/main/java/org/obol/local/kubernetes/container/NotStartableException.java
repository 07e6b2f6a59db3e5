package org.obol.local.kubernetes.container;

/**
 * Says why a container can't be started now, in the words that a pod's status uses.
 */
public class NotStartableException extends RuntimeException {

	private final String reason;

	/**
	 * Carries both.
	 * @param reason such as {@code ErrImagePull}
	 * @param message a sentence for a person
	 */
	public NotStartableException(String reason, String message) {
		super(message);
		this.reason = reason;
	}

	/**
	 * Gives the reason for the container's waiting state.
	 * @return such as {@code CreateContainerConfigError}
	 */
	public String reason() {
		return this.reason;
	}

}
