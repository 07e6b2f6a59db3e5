package org.obol.gateway.route;

import org.jspecify.annotations.Nullable;

/** When money moves ({@code spec.settlement}). */
public enum SettlementTime {

	/** After the whole answer is there; streams are held back until then. */
	AFTER_RESPONSE,
	/** When a stream shows its first content. */
	ON_FIRST_CONTENT,
	/** Before the call. */
	UPFRONT,
	/** After the response for documents, on first content for streams. */
	BY_ANSWER;

	static SettlementTime of(@Nullable String wire) {
		return switch (wire) {
			case "afterResponse" -> AFTER_RESPONSE;
			case "onFirstContent" -> ON_FIRST_CONTENT;
			case "upfront" -> UPFRONT;
			case null, default -> BY_ANSWER;
		};
	}

}
