package org.obol.local.kubernetes.rest;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * What the API server answered.
 *
 * @param status the HTTP status
 * @param body the body as text
 */
public record Answer(int status, String body) {

	/**
	 * Says whether the request was done.
	 * @return whether the status is 2xx
	 */
	public boolean isSuccessful() {
		return this.status / 100 == 2;
	}

	/**
	 * Says whether the object does not exist.
	 * @return whether the status is 404
	 */
	public boolean isMissing() {
		return this.status == 404;
	}

	/**
	 * Reads the body.
	 * @return the body as a JSON object
	 */
	public JsonObject json() {
		return JsonParser.parseString(this.body).getAsJsonObject();
	}

	/**
	 * Insists on success.
	 * @param what what was asked for, for the message
	 * @return this answer
	 * @throws RestException if the request was refused
	 */
	public Answer orThrow(String what) {
		if (!isSuccessful()) {
			throw new RestException("cannot " + what + ": HTTP " + this.status + ": " + this.body, this.status);
		}
		return this;
	}

}
