package org.obol.gateway.upstream;

/** What became of a buyer's request before it costs anything. */
public sealed interface PreparedRequest {

	/**
	 * It can be sent on.
	 *
	 * @param request what to send
	 * @param stream whether the buyer asked for a stream
	 */
	record Ready(UpstreamRequest request, boolean stream) implements PreparedRequest {

	}

	/**
	 * It can't.
	 *
	 * @param status what the buyer is told
	 * @param code why, for programs
	 * @param sentence what would be right, for people
	 */
	record Refused(int status, String code, String sentence) implements PreparedRequest {

	}

}
