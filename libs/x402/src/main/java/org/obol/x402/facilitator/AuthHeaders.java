package org.obol.x402.facilitator;

import java.util.Map;

/**
 * How to prove to a facilitator who is asking. Asked anew for each request, because some
 * facilitators want a fresh token each time.
 */
@FunctionalInterface
public interface AuthHeaders {

	/**
	 * The headers for one request.
	 * @param operation what is asked
	 * @return header values by name; never logged
	 */
	Map<String, String> headersFor(FacilitatorOperation operation);

	/**
	 * For facilitators that serve everybody.
	 * @return no headers
	 */
	static AuthHeaders none() {
		return (operation) -> Map.of();
	}

	/**
	 * A key that stays the same.
	 * @param key the key
	 * @return {@code Authorization: Bearer <key>} for every operation
	 */
	static AuthHeaders bearer(String key) {
		return (operation) -> Map.of("Authorization", "Bearer " + key);
	}

}
