package org.obol.gateway.upstream;

/** Judges one stream while it comes. Not safe for several threads. */
public interface StreamJudge {

	/**
	 * Takes the next bytes.
	 * @param bytes any piece of the stream
	 * @return what may be passed on because of them; may be empty
	 */
	byte[] take(byte[] bytes);

	/**
	 * The service closed the stream properly. Only some kinds of streams need that to be
	 * complete; others say themselves where they end.
	 */
	default void end() {
	}

	/**
	 * Tells whether the buyer has got something worth paying for.
	 * @return true once there was content
	 */
	boolean hasContent();

	/**
	 * Tells whether the stream said that it failed.
	 * @return true once it did
	 */
	boolean hasFailed();

	/**
	 * Tells whether the stream came to a proper end.
	 * @return true once it did
	 */
	boolean isComplete();

}
