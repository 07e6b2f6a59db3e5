package org.obol.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.obol.local.stack.console.StackException;
import org.obol.local.stack.data.DataDirectory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The flags that {@code up} and {@code demo} share. They are read once and checked before
 * anything starts.
 */
final class StackOptions {

	@Option(names = "--data-dir", paramLabel = "DIR",
			description = "Where everything lies that survives a restart (default: OBOL_HOME or ~/.obol).")
	@Nullable Path dataDir;

	@Mixin
	final PortOptions ports = new PortOptions();

	@Option(names = "--facilitator-url", paramLabel = "URL",
			description = "Let this x402 facilitator verify and settle (default: the gateway does it itself).")
	@Nullable String facilitatorUrl;

	@Option(names = "--rpc-url", paramLabel = "URL",
			description = "Use this existing chain (default: start a dev chain, anvil).")
	@Nullable String rpcUrl;

	@Option(names = "--model-endpoint", paramLabel = "URL",
			description = "The OpenAI-compatible endpoint, with its /v1, of agents on the runtime hermes (default: none).")
	@Nullable String modelEndpoint;

	@Option(names = "--settlement-key-file", paramLabel = "FILE",
			description = "The 0x hex key that pays the gas of settlements (default: one made for this data directory).")
	@Nullable Path settlementKeyFile;

	@Option(names = "--start-timeout", paramLabel = "SECONDS", defaultValue = "180",
			description = "How long the programs may take to become available (default: ${DEFAULT-VALUE}).")
	int startTimeoutSeconds;

	DataDirectory data(Map<String, String> environment) {
		return DataDirectory.choose(this.dataDir, environment);
	}

	Duration startTimeout() {
		if (this.startTimeoutSeconds < 1) {
			throw new StackException(
					"--start-timeout " + this.startTimeoutSeconds + " must be a number of seconds above 0.");
		}
		return Duration.ofSeconds(this.startTimeoutSeconds);
	}

	@Nullable URI facilitator() {
		return url("--facilitator-url", this.facilitatorUrl);
	}

	@Nullable URI modelEndpoint() {
		return url("--model-endpoint", this.modelEndpoint);
	}

	@Nullable URI rpc() {
		return url("--rpc-url", this.rpcUrl);
	}

	private static @Nullable URI url(String flag, @Nullable String value) {
		if (value == null) {
			return null;
		}
		try {
			URI url = URI.create(value);
			boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
			if (web && url.getHost() != null) {
				return url;
			}
		}
		catch (IllegalArgumentException ex) {
			// Told below, in the same words as every other wrong URL.
		}
		throw new StackException(flag + " " + value + " must be an http or https URL, for example https://host/path.");
	}

}
