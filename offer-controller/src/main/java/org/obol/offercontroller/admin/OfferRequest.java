package org.obol.offercontroller.admin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Map;
import org.obol.admin.AdminException;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.springframework.http.HttpStatus;

/**
 * What a caller wants an offer to be. Only its name, labels, annotations and spec are
 * taken; a status is observed, never told.
 *
 * @param key which offer
 * @param document the manifest to write
 */
record OfferRequest(ObjectKey key, JsonObject document) {

	private static final int LONGEST_BODY = 256 * 1024;

	static OfferRequest ofManifest(String body) {
		JsonObject sent = object(body);
		String namespace = required(sent, "metadata", "namespace");
		String name = required(sent, "metadata", "name");
		ObjectKey key = new ObjectKey(namespace, name);
		JsonObject document = Documents.manifest(ResourceType.SERVICE_OFFER, key, Map.of());
		copy(Documents.at(sent, "metadata"), document.getAsJsonObject("metadata"), "labels");
		copy(Documents.at(sent, "metadata"), document.getAsJsonObject("metadata"), "annotations");
		document.add("spec", spec(sent));
		return new OfferRequest(key, document);
	}

	/** A JSON merge patch (RFC 7386) of the spec. */
	static OfferRequest ofPatch(ObjectKey key, String body) {
		return new OfferRequest(key, Documents.object("spec", spec(object(body))));
	}

	static JsonObject object(String body) {
		if (body.length() > LONGEST_BODY) {
			throw new AdminException(HttpStatus.CONTENT_TOO_LARGE, "too_large",
					"the body has " + body.length() + " characters, " + LONGEST_BODY + " are read");
		}
		try {
			JsonElement json = JsonParser.parseString(body);
			if (json.isJsonObject()) {
				return json.getAsJsonObject();
			}
		}
		catch (JsonParseException ex) {
			throw new AdminException(HttpStatus.BAD_REQUEST, "invalid_json", "the body is not JSON");
		}
		throw new AdminException(HttpStatus.BAD_REQUEST, "invalid_json", "the body is not a JSON object");
	}

	private static JsonObject spec(JsonObject sent) {
		if (Documents.at(sent, "spec") instanceof JsonObject spec) {
			return spec;
		}
		throw new AdminException(HttpStatus.BAD_REQUEST, "missing_field", "spec is missing: say what is offered",
				"spec");
	}

	private static String required(JsonObject sent, String... path) {
		String text = Documents.text(sent, path);
		if (text.isEmpty()) {
			String field = String.join(".", path);
			throw new AdminException(HttpStatus.BAD_REQUEST, "missing_field", field + " is missing", field);
		}
		return text;
	}

	private static void copy(JsonElement from, JsonObject to, String name) {
		if (from instanceof JsonObject object && object.has(name)) {
			to.add(name, object.get(name));
		}
	}

}
