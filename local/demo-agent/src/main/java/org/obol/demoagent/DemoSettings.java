package org.obol.demoagent;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the environment asks this process to be. The names are those of Hermes where it
 * has one, so that a pod of either runtime is configured alike.
 *
 * @param type which service to serve
 * @param port the port to listen on
 * @param address the address to bind: loopback on a laptop, every interface in a pod
 * @param apiKey the bearer key that callers of {@link Type#QUANT} must show, else empty
 * @param modelName the model name that {@link Type#QUANT} answers to
 * @param rpcUrl the chain's JSON-RPC endpoint
 * @param home the agent's home with its persona and skills, when there is one
 */
record DemoSettings(Type type, int port, String address, String apiKey, String modelName, URI rpcUrl,
		@Nullable Path home) {

	static final int MINIMUM_KEY_LENGTH = 16;

	private static final String DEFAULT_RPC_URL = "http://localhost:8545";

	/** The services there are. */
	enum Type {

		HELLO, BLOCKS, QUANT;

		static Type of(String name) {
			return Arrays.stream(values())
				.filter((type) -> type.name().toLowerCase(Locale.ROOT).equals(name))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException(
						"DEMO_TYPE '" + name + "' is unknown; use hello, blocks or quant"));
		}

	}

	DemoSettings {
		if (type == Type.QUANT && apiKey.length() < MINIMUM_KEY_LENGTH) {
			throw new IllegalArgumentException("API_SERVER_KEY must have at least " + MINIMUM_KEY_LENGTH
					+ " characters, it has " + apiKey.length());
		}
	}

	static DemoSettings from(Map<String, String> environment) {
		String home = environment.getOrDefault("HERMES_HOME", "");
		return new DemoSettings(Type.of(environment.getOrDefault("DEMO_TYPE", "hello")), port(environment),
				address(environment), environment.getOrDefault("API_SERVER_KEY", ""),
				environment.getOrDefault("API_SERVER_MODEL_NAME", "demo-quant"), rpcUrl(environment),
				home.isBlank() ? null : Path.of(home));
	}

	private static int port(Map<String, String> environment) {
		String name = environment.containsKey("API_SERVER_PORT") ? "API_SERVER_PORT" : "PORT";
		String value = environment.getOrDefault(name, "8440");
		try {
			int port = Integer.parseInt(value);
			if (port >= 0 && port <= 65535) {
				return port;
			}
		}
		catch (NumberFormatException ignored) {
			// Said below, in the same words as for a number out of range.
		}
		throw new IllegalArgumentException(name + " '" + value + "' is not a port; use a number from 0 to 65535");
	}

	private static String address(Map<String, String> environment) {
		boolean local = Boolean.parseBoolean(environment.getOrDefault("OBOL_LOCAL", "false"));
		return local ? "127.0.0.1" : environment.getOrDefault("API_SERVER_HOST", "0.0.0.0");
	}

	private static URI rpcUrl(Map<String, String> environment) {
		String name = environment.containsKey("RPC_URL") ? "RPC_URL" : "ERPC_URL";
		String value = environment.getOrDefault(name, DEFAULT_RPC_URL);
		try {
			URI url = URI.create(value);
			if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
				return url;
			}
		}
		catch (IllegalArgumentException ignored) {
			// Said below, in the same words as for any other address that is not one.
		}
		// The value may carry a key, so it is not repeated.
		throw new IllegalArgumentException(name + " is not an http(s) URL");
	}

}
