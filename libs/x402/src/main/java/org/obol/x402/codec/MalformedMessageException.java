package org.obol.x402.codec;

/**
 * A message that can't be read. The text names the field and what would be right, and
 * never repeats the sender's bytes, so it may be shown to the sender.
 */
public class MalformedMessageException extends RuntimeException {

	private final Reason reason;

	MalformedMessageException(Reason reason, String message) {
		super(message);
		this.reason = reason;
	}

	/**
	 * What kind of fault it is.
	 * @return the kind
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * The kinds of fault.
	 */
	public enum Reason {

		/** Longer than is read. */
		TOO_LONG,
		/** Not standard base64. */
		NOT_BASE64,
		/** Not a JSON object, too deep, or a member twice. */
		NOT_JSON,
		/** {@code x402Version} is neither 1 nor 2. */
		WRONG_VERSION,
		/** A field that must be there isn't. */
		MISSING_FIELD,
		/** A field has the wrong type or form. */
		BAD_FIELD

	}

}
