package org.obol.demoagent.web;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * An error as OpenAI's clients expect it: {@code {"error": {message, type, param,
 * code}}}.
 *
 * @param status the HTTP status
 * @param message a sentence for a person
 * @param type the class of error
 * @param code the code for a program
 */
public record ApiError(HttpStatus status, String message, String type, String code) {

	private static final String INVALID_REQUEST = "invalid_request_error";

	public static ApiError invalidRequest(String message) {
		return new ApiError(HttpStatus.BAD_REQUEST, message, INVALID_REQUEST, "invalid_request");
	}

	public static ApiError tooLarge(long limit) {
		return new ApiError(HttpStatus.CONTENT_TOO_LARGE, "The body must not exceed " + limit + " bytes",
				INVALID_REQUEST, "body_too_large");
	}

	public static ApiError invalidKey() {
		return new ApiError(HttpStatus.UNAUTHORIZED, "Invalid API key", INVALID_REQUEST, "invalid_api_key");
	}

	public static ApiError unknownRoute(String method, String path) {
		return new ApiError(HttpStatus.NOT_FOUND, "There is no " + method + " " + path, INVALID_REQUEST,
				"unknown_route");
	}

	public static ApiError tooManyRequests(int limit) {
		return new ApiError(HttpStatus.TOO_MANY_REQUESTS, "Too many concurrent requests (at most " + limit + ")",
				"rate_limit_error", "rate_limit_exceeded");
	}

	/** A 502, so that whoever sells this service does not charge for the answer. */
	public static ApiError chainUnavailable() {
		return new ApiError(HttpStatus.BAD_GATEWAY, "The chain could not be read, please try again later",
				"upstream_error", "chain_unavailable");
	}

	public ServerResponse response() {
		ServerResponse.BodyBuilder answer = ServerResponse.status(this.status).contentType(MediaType.APPLICATION_JSON);
		if (this.status == HttpStatus.TOO_MANY_REQUESTS) {
			answer.header("Retry-After", "1");
		}
		return answer.body(Map.of("error", body()));
	}

	private Map<String, Object> body() {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("message", this.message);
		body.put("type", this.type);
		body.put("code", this.code);
		return body;
	}

}
