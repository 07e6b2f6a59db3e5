package org.obol.agentcontroller.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.api.AgentSpec;

import static org.obol.kube.Documents.array;
import static org.obol.kube.Documents.object;

/**
 * The MCP servers of an agent, as Hermes 0.19.0 reads them: the suite's own tools first,
 * then those that the seller named.
 */
final class HermesServers {

	/** What the suite's own server is called; its tools are {@code mcp__obol__<tool>}. */
	static final String OWN = "obol";

	/** The variable with the agent's token. */
	static final String TOKEN_VARIABLE = "AGENT_TOOLS_TOKEN";

	/** Longer than a purchase may take, with its repeats. */
	private static final int CALL_SECONDS = 150;

	private static final int CONNECT_SECONDS = 10;

	private HermesServers() {
	}

	static JsonObject render(AgentPlan plan, @Nullable URI tools) {
		JsonObject servers = new JsonObject();
		if (tools != null) {
			servers.add(OWN, own(plan, tools));
		}
		plan.spec().mcpServers().forEach((server) -> servers.add(server.name(), theirs(server)));
		return servers;
	}

	private static JsonObject own(AgentPlan plan, URI tools) {
		return object("url", tools.toString(), "headers",
				object("Authorization", "Bearer ${" + TOKEN_VARIABLE + "}", "X-Obol-Agent", plan.key().toString()),
				"timeout", CALL_SECONDS, "connect_timeout", CONNECT_SECONDS, "sampling", object("enabled", false),
				"elicitation", object("enabled", false), "tools",
				object("include", array(plan.tools().toArray()), "resources", false, "prompts", false));
	}

	private static JsonObject theirs(AgentSpec.McpServer server) {
		JsonArray args = array(server.args().toArray());
		return object("url", server.url(), "command", server.command(), "args", args.isEmpty() ? null : args, "env",
				server.env().isEmpty() ? null : server.env(), "timeout", server.timeout(), "connect_timeout",
				CONNECT_SECONDS, "sampling", object("enabled", false), "elicitation", object("enabled", false), "tools",
				object("resources", false, "prompts", false));
	}

	static Optional<URI> url(AgentSpec.McpServer server) {
		return Optional.ofNullable(server.url()).map(URI::create);
	}

}
