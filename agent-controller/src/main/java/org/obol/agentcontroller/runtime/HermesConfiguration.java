package org.obol.agentcontroller.runtime;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import static org.obol.kube.Documents.array;
import static org.obol.kube.Documents.object;

/**
 * The managed configuration of Hermes 0.19.0. Hermes ignores a file that does not parse
 * and then switches every tool on, so the file is written as JSON, which is YAML that
 * can't be misquoted.
 */
final class HermesConfiguration {

	/** Toolsets that stay off by name, whatever Hermes would add by itself. */
	static final List<String> OFF = List.of("terminal", "file", "code_execution", "browser", "cronjob", "delegation",
			"memory", "session_search", "web", "vision", "todo", "kanban");

	/** Everything that Hermes 0.19.0 calls hooks on. */
	private static final List<String> HOOKS = List.of("pre_tool_call", "post_tool_call", "transform_terminal_output",
			"transform_tool_result", "transform_llm_output", "pre_llm_call", "post_llm_call", "pre_verify",
			"pre_api_request", "post_api_request", "api_request_error", "on_session_start", "on_session_end",
			"on_session_finalize", "on_session_reset", "subagent_start", "subagent_stop", "pre_gateway_dispatch",
			"pre_approval_request", "post_approval_response", "kanban_task_claimed", "kanban_task_completed",
			"kanban_task_blocked");

	private static final int DEFAULT_TURNS = 8;

	private static final int DEFAULT_RUNS = 4;

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	private HermesConfiguration() {
	}

	static String render(AgentPlan plan, List<String> toolsets, JsonObject servers, boolean withKey) {
		JsonObject config = object("model", model(plan, withKey), "platform_toolsets",
				object("api_server", withServers(toolsets, servers)), "agent", agent(plan, toolsets), "memory",
				object("memory_enabled", false, "user_profile_enabled", false, "nudge_interval", 0), "skills",
				object("creation_nudge_interval", 0, "write_approval", true, "inline_shell", false), "approvals",
				object("mode", "manual"), "hooks_auto_accept", false, "hooks", noHooks(), "plugins",
				object("enabled", array()), "mcp_servers", servers, "security",
				object("tirith_enabled", false, "allow_lazy_installs", false, "allow_private_urls", false,
						"redact_secrets", true),
				"curator", object("enabled", false), "kanban",
				object("dispatch_in_gateway", false, "auto_decompose", false), "lsp", object("enabled", false),
				"model_catalog", object("enabled", false), "gateway", gateway(plan));
		return GSON.toJson(config) + "\n";
	}

	private static JsonObject model(AgentPlan plan, boolean withKey) {
		return object("provider", "custom", "default", plan.model(), "base_url", "${MODEL_BASE_URL}", "api_key",
				withKey ? "${MODEL_KEY}" : null, "context_length", 65536, "max_tokens", 4096);
	}

	private static JsonObject agent(AgentPlan plan, List<String> toolsets) {
		List<String> off = new ArrayList<>(OFF);
		off.removeAll(toolsets);
		return object("max_turns", Objects.requireNonNullElse(plan.spec().maxTurns(), DEFAULT_TURNS), "api_max_retries",
				1, "restart_drain_timeout", 20, "environment_probe", false, "disabled_toolsets", off);
	}

	private static JsonObject gateway(AgentPlan plan) {
		int runs = Objects.requireNonNullElse(plan.spec().maxConcurrentRuns(), DEFAULT_RUNS);
		return object("write_sessions_json", false, "respawn_storm", object("max_starts", 0), "api_server",
				object("max_concurrent_runs", runs));
	}

	/**
	 * A server's tools are on only if the list has its name; no_mcp keeps all of them
	 * out.
	 */
	private static JsonArray withServers(List<String> toolsets, JsonObject servers) {
		List<String> names = new ArrayList<>(toolsets);
		names.addAll(servers.isEmpty() ? List.of("no_mcp") : servers.keySet());
		return array(names.toArray());
	}

	/**
	 * Lists are replaced whole, so an empty one silences what a home's own file declares.
	 */
	private static JsonObject noHooks() {
		JsonObject hooks = new JsonObject();
		HOOKS.forEach((event) -> hooks.add(event, array()));
		return hooks;
	}

}
