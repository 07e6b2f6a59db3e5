package org.obol.agentcontroller.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.api.AgentSpec.McpServer;

import static org.assertj.core.api.Assertions.assertThat;

class McpServerCheckTests {

	@Test
	void anOrdinaryServerIsFine() {
		assertThat(McpServerCheck.firstProblem(List.of(at("weather", "https://mcp.example.org/mcp"),
				new McpServer("one", null, "/usr/bin/one", List.of("-v"), null, Map.of("A", "b")))))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "terminal", "file", "coding", "obol", "all", "no_mcp", "hermes-cli", "mcp-weather" })
	void aNameThatSwitchesOnSomethingElseIsRefused(String name) {
		assertThat(McpServerCheck.firstProblem(List.of(at(name, "https://mcp.example.org/mcp"))))
			.hasValueSatisfying((problem) -> assertThat(problem).contains("'" + name + "'", "choose another name"));
	}

	@Test
	void aNameThatIsThereTwiceIsRefused() {
		assertThat(McpServerCheck.firstProblem(List.of(at("a", "https://one.example"), at("a", "https://two.example"))))
			.hasValue("spec.mcpServers has 'a' twice; give each server a name of its own");
	}

	@Test
	void nothingIsFilledInFromTheAgentsKeys() {
		assertThat(McpServerCheck.firstProblem(List.of(at("a", "https://x.example/${MODEL_KEY}")))).isPresent();
		assertThat(McpServerCheck
			.firstProblem(List.of(new McpServer("a", null, "x", List.of("${API_SERVER_KEY}"), null, Map.of()))))
			.isPresent();
		assertThat(McpServerCheck
			.firstProblem(List.of(new McpServer("a", null, "x", List.of(), null, Map.of("K", "${AGENT_TOOLS_TOKEN}")))))
			.isPresent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://x.example", "https://", "https://user:pass@x.example", "https://x example" })
	void aUrlThatIsNoneIsRefused(String url) {
		assertThat(McpServerCheck.firstProblem(List.of(at("a", url)))).isPresent();
	}

	private static McpServer at(String name, @Nullable String url) {
		return new McpServer(name, url, null, List.of(), null, Map.of());
	}

}
