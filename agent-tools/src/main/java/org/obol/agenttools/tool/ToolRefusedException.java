package org.obol.agenttools.tool;

/** A tool does not do what it was asked; the message is a sentence for the model. */
public class ToolRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Refuses.
	 * @param message why; nothing internal in it
	 */
	public ToolRefusedException(String message) {
		super(message);
	}

	/**
	 * Why, for a model.
	 * @return the sentence
	 */
	public String reason() {
		return String.valueOf(getMessage());
	}

}
