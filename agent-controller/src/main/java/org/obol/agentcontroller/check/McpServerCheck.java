package org.obol.agentcontroller.check;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.obol.api.AgentSpec.McpServer;

/**
 * What is wrong with the MCP servers that a seller named. A server's name goes into the
 * runtime's list of toolsets, where the name of a toolset would switch that one on; its
 * texts are expanded from the pod's environment, which has keys in it.
 */
final class McpServerCheck {

	/** Toolsets and words that Hermes 0.19.0 understands, and the suite's own server. */
	static final Set<String> TAKEN = Set.of("obol", "no_mcp", "all", "web", "search", "x_search", "vision", "video",
			"image_gen", "video_gen", "computer_use", "terminal", "skills", "browser", "cronjob", "file", "tts", "todo",
			"memory", "context_engine", "session_search", "project", "clarify", "code_execution", "delegation",
			"homeassistant", "kanban", "discord", "discord_admin", "yuanbao", "feishu_doc", "feishu_drive", "spotify",
			"debugging", "safe", "coding");

	private McpServerCheck() {
	}

	static Optional<String> firstProblem(List<McpServer> servers) {
		Set<String> seen = new HashSet<>();
		return servers.stream().flatMap((server) -> problem(server, seen.add(server.name())).stream()).findFirst();
	}

	private static Optional<String> problem(McpServer server, boolean first) {
		String name = "spec.mcpServers has '" + server.name() + "'";
		if (!first) {
			return Optional.of(name + " twice; give each server a name of its own");
		}
		if (TAKEN.contains(server.name()) || server.name().startsWith("hermes-") || server.name().startsWith("mcp-")) {
			return Optional.of(name + ", which means something else to the runtime; choose another name");
		}
		if (texts(server).anyMatch((text) -> text.contains("${"))) {
			return Optional
				.of(name + " with ${ in it, which would be filled in from the agent's own keys; write it out");
		}
		if (server.url() != null && !isUsable(server.url())) {
			return Optional.of(name + " whose url is not an http(s) URL with a host and without a user");
		}
		return Optional.empty();
	}

	private static Stream<String> texts(McpServer server) {
		Stream<String> single = Stream.of(server.url(), server.command()).flatMap(Stream::ofNullable);
		return Stream.concat(single, Stream.concat(server.args().stream(),
				Stream.concat(server.env().keySet().stream(), server.env().values().stream())));
	}

	private static boolean isUsable(String text) {
		try {
			URI url = URI.create(text);
			boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
			return http && url.getHost() != null && url.getUserInfo() == null;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
