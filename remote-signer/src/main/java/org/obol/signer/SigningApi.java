package org.obol.signer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.ECKeyPair;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The signer's routes, with the paths and bodies of the reference's signer:
 * {@code /healthz}, {@code /upcheck}, {@code /api/v1/keys},
 * {@code /api/v1/keystores/reload},
 * {@code /api/v1/sign/<address>/transaction|message|typed-data|hash}.
 */
final class SigningApi implements HttpHandler {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final int LARGEST_BODY = 256 * 1024;

	private static final String SIGN = "/api/v1/sign/";

	private final Keys keys;

	private final SignerSettings settings;

	SigningApi(Keys keys, SignerSettings settings) {
		this.keys = keys;
		this.settings = settings;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		String address = path.startsWith(SIGN) ? path.substring(SIGN.length()).split("/", 2)[0] : null;
		try (exchange) {
			try {
				send(exchange, 200, answer(exchange, path));
			}
			catch (SigningException ex) {
				send(exchange, ex.status(), error(ex.code(), Objects.requireNonNull(ex.getMessage()), address));
			}
			catch (IOException | RuntimeException ex) {
				send(exchange, 500, error("SIGNING_ERROR", "signing failed", address));
			}
		}
	}

	private Object answer(HttpExchange exchange, String path) throws IOException {
		String call = exchange.getRequestMethod() + " " + path;
		if (call.equals("GET /healthz")) {
			return Map.of("status", "ok");
		}
		if (call.equals("GET /upcheck")) {
			return "OK";
		}
		authenticate(exchange);
		if (call.equals("GET /api/v1/keys")) {
			return Map.of("keys", this.keys.addresses());
		}
		if (call.equals("POST /api/v1/keystores/reload")) {
			return Map.of("keys_loaded", this.keys.reload());
		}
		if (call.startsWith("POST " + SIGN)) {
			return sign(path.substring(SIGN.length()).split("/", -1), exchange);
		}
		throw new SigningException(404, "NOT_FOUND", "no such route");
	}

	private Map<String, String> sign(String[] addressAndWhat, HttpExchange exchange) throws IOException {
		if (addressAndWhat.length != 2) {
			throw new SigningException(404, "NOT_FOUND", "no such route");
		}
		ECKeyPair key = this.keys.of(addressAndWhat[0]);
		JsonNode body = body(exchange);
		return switch (addressAndWhat[1]) {
			case "transaction" -> Map.of("signed_transaction", Signing.transaction(key, body));
			case "message" -> Map.of("signature", Signing.message(key, body));
			case "typed-data" -> Map.of("signature", Signing.typedData(key, body));
			case "hash" -> Map.of("signature", Signing.hash(key, rawHashAllowed(body)));
			default -> throw new SigningException(404, "NOT_FOUND", "no such route");
		};
	}

	// A hash can be anything, also a payment of everything the wallet holds.
	private JsonNode rawHashAllowed(JsonNode body) {
		if (!this.settings.rawHashes()) {
			throw new SigningException(403, "FORBIDDEN", "raw hashes are not signed here");
		}
		return body;
	}

	private void authenticate(HttpExchange exchange) {
		String token = this.settings.token();
		if (token == null) {
			return;
		}
		String sent = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
		if (!MessageDigest.isEqual(("Bearer " + token).getBytes(StandardCharsets.UTF_8),
				sent.getBytes(StandardCharsets.UTF_8))) {
			throw new SigningException(401, "UNAUTHORIZED", "a bearer token is needed");
		}
	}

	private static JsonNode body(HttpExchange exchange) throws IOException {
		byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
		if (bytes.length > LARGEST_BODY) {
			throw new SigningException(400, "BAD_REQUEST", "the body is larger than " + LARGEST_BODY + " bytes");
		}
		try {
			JsonNode body = JSON.readTree(bytes);
			if (body.isObject()) {
				return body;
			}
		}
		catch (JacksonException ex) {
			// Falls through: the sentence is the same.
		}
		throw new SigningException(400, "BAD_REQUEST", "the body must be a JSON object");
	}

	private static Map<String, Object> error(String code, String sentence, @Nullable String address) {
		Map<String, Object> error = new LinkedHashMap<>();
		error.put("error", sentence);
		error.put("code", code);
		error.put("address", address);
		return error;
	}

	private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
		boolean plain = answer instanceof String;
		byte[] bytes = plain ? answer.toString().getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(answer);
		exchange.getResponseHeaders().set("Content-Type", plain ? "text/plain" : "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

}
