package org.obol.agentcontroller.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the operator decides for every agent.
 *
 * @param images the images that agents run
 * @param rpcUrl the chain's JSON-RPC endpoint that the runtime {@code demo} reads
 * @param modelEndpoint the OpenAI-compatible endpoint whose models agents use, with its
 * {@code /v1}; agents of the runtime {@code demo} need none
 * @param modelKey the key for the model endpoint; it is copied into a Secret per agent
 * @param storage the size of an agent's volume
 * @param recheck how often a ready agent is looked at again though nothing changed
 * @param toolsUrl the MCP endpoint of agent-tools as agents reach it; without one no
 * agent has tools
 */
@Validated
@ConfigurationProperties("obol.agents")
public record AgentSettings(@Valid @DefaultValue Images images,
		@NotNull @DefaultValue("http://localhost:8545") URI rpcUrl, @Nullable URI modelEndpoint,
		@Nullable String modelKey, @Pattern(regexp = "[1-9][0-9]*(Mi|Gi)") @DefaultValue("5Gi") String storage,
		@NotNull @DefaultValue("5m") Duration recheck, @Nullable URI toolsUrl) {

	public AgentSettings {
		requireHost("obol.agents.rpc-url", rpcUrl);
		if (modelEndpoint != null) {
			requireHost("obol.agents.model-endpoint", modelEndpoint);
		}
		if (toolsUrl != null) {
			requireHost("obol.agents.tools-url", toolsUrl);
		}
	}

	private static void requireHost(String name, URI url) {
		boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
		if (!http || url.getHost() == null) {
			// The value may carry a key, so it is not repeated.
			throw new IllegalArgumentException(name + " is not an http(s) URL with a host");
		}
	}

	/**
	 * The images that agents run.
	 *
	 * @param demo the runtime {@code demo}
	 * @param hermes the runtime {@code hermes}
	 * @param signer the remote signer of an agent with a wallet
	 */
	public record Images(@NotBlank @DefaultValue("ghcr.io/obolnetwork/agent-market/demo-agent:latest") String demo,
			@NotBlank @DefaultValue("ghcr.io/obolnetwork/agent-market/hermes-agent:latest") String hermes,
			@NotBlank @DefaultValue("ghcr.io/obolnetwork/agent-market/remote-signer:latest") String signer) {

	}

	@Override
	public String toString() {
		return "AgentSettings[images=" + this.images + ", storage=" + this.storage + ", recheck=" + this.recheck + "]";
	}

}
