package org.obol.agenttools.chain;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.obol.agenttools.settings.ToolsSettings;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.Network;
import org.springframework.stereotype.Component;

/** The chains that agents may read. */
@Component
public class Chains {

	private final Map<Network, Rpc> chains = new LinkedHashMap<>();

	Chains(ToolsSettings settings) {
		HttpClient http = HttpClient.newBuilder()
			.connectTimeout(Duration.ofSeconds(5))
			.followRedirects(HttpClient.Redirect.NEVER)
			.version(HttpClient.Version.HTTP_1_1)
			.build();
		settings.chains().forEach((chain) -> {
			Network network = Network.parse(chain.network());
			this.chains.put(network, new Rpc(network, chain.rpcUrl(), http));
		});
	}

	/**
	 * All of them.
	 * @return at least one
	 */
	public List<Rpc> all() {
		return List.copyOf(this.chains.values());
	}

	/**
	 * The chain that an agent means.
	 * @param arguments with or without {@code network}
	 * @return the named one, or the first
	 */
	public Rpc of(Arguments arguments) {
		return arguments.find("network").map(this::named).orElseGet(() -> all().getFirst());
	}

	/**
	 * Finds a chain.
	 * @param name its CAIP-2 name, its chain id, or what people call it
	 * @return the chain
	 * @throws ToolRefusedException if agents may not read it
	 */
	public Rpc named(String name) {
		Rpc found = null;
		try {
			found = this.chains
				.get(name.matches("[1-9][0-9]{0,17}") ? Network.evm(Long.parseLong(name)) : Network.parse(name));
		}
		catch (IllegalArgumentException ex) {
			// Falls through: the sentence is the same.
		}
		if (found == null) {
			throw new ToolRefusedException("There is no such network here; use one of "
					+ String.join(", ", all().stream().map((chain) -> chain.network().displayName()).toList()));
		}
		return found;
	}

}
