package org.obol.agenttools.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import org.obol.x402.Network;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where this program runs and what it reads.
 *
 * @param local whether pods are processes of this machine, so that Services are found by
 * annotation
 * @param publicUrl the market's own address, as buyers know it
 * @param chains the chains that agents may read; the first one is meant when an agent
 * names none
 */
@Validated
@ConfigurationProperties("obol")
public record ToolsSettings(@DefaultValue("false") boolean local,
		@NotNull @DefaultValue("http://localhost:8402") URI publicUrl, @NotEmpty @Valid List<Chain> chains) {

	/**
	 * A chain.
	 *
	 * @param network its CAIP-2 name, or one people use, such as {@code base-sepolia}
	 * @param rpcUrl its JSON-RPC endpoint, which may have a key in it
	 */
	public record Chain(@NotNull String network, @NotNull URI rpcUrl) {

		public Chain {
			if (!Network.parse(network).isEvm()) {
				throw new IllegalArgumentException("obol.chains[].network " + network + " is not an EVM chain");
			}
			boolean http = "http".equals(rpcUrl.getScheme()) || "https".equals(rpcUrl.getScheme());
			if (!http || rpcUrl.getHost() == null) {
				throw new IllegalArgumentException(
						"obol.chains[].rpc-url of " + network + " is not an http(s) URL with a host");
			}
		}

		/** Without the endpoint. */
		@Override
		public String toString() {
			return "Chain[" + this.network + "]";
		}

	}

}
