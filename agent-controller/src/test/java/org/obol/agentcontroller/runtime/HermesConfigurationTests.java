package org.obol.agentcontroller.runtime;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.agentcontroller.skills.Skill;
import org.obol.api.AgentSpec;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;

import static org.assertj.core.api.Assertions.assertThat;

class HermesConfigurationTests {

	@Test
	void aHostileModelNameStaysAValue() {
		String model = "x\", \"evil\": {\"a\": 1}, \"b\": \"\n${API_SERVER_KEY}: [*] #";
		JsonObject config = render(model, List.of("skills"));
		assertThat(Documents.text(config, "model", "default")).isEqualTo(model);
		assertThat(config.keySet()).doesNotContain("evil", "b");
	}

	@Test
	void theToolsetListIsAListAndKeepsMcpServersOut() {
		assertThat(Documents.at(render("m", List.of("skills")), "platform_toolsets", "api_server"))
			.isEqualTo(JsonParser.parseString("[\"skills\",\"no_mcp\"]"));
		assertThat(Documents.at(render("m", List.of()), "platform_toolsets", "api_server"))
			.isEqualTo(JsonParser.parseString("[\"no_mcp\"]"));
	}

	@Test
	void whatIsNotAskedForIsOffByNameToo() {
		assertThat(Documents.at(render("m", List.of("skills")), "agent", "disabled_toolsets").toString())
			.contains("terminal", "file", "code_execution", "memory", "web");
		assertThat(Documents.at(render("m", List.of("skills", "web")), "agent", "disabled_toolsets").toString())
			.doesNotContain("\"web\"");
	}

	@Test
	void theSuitesToolsAreExactlyThoseOfTheSkillsAndTheTokenIsNotWrittenDown() {
		AgentPlan plan = new AgentPlan(new ObjectKey("agent-a", "a"), AgentSpec.empty(), "m",
				List.of(new Skill("gas", "# Gas")), "");
		JsonObject servers = HermesServers.render(plan, URI.create("http://agent-tools:8450/mcp"));
		JsonObject config = JsonParser.parseString(HermesConfiguration.render(plan, List.of("skills"), servers, true))
			.getAsJsonObject();
		assertThat(Documents.at(config, "platform_toolsets", "api_server"))
			.isEqualTo(JsonParser.parseString("[\"skills\",\"obol\"]"));
		assertThat(Documents.at(config, "mcp_servers", "obol", "tools", "include"))
			.isEqualTo(JsonParser.parseString("[\"chain_networks\",\"gas_estimate\",\"gas_price\"]"));
		assertThat(Documents.at(config, "mcp_servers", "obol", "headers").toString())
			.isEqualTo("{\"Authorization\":\"Bearer ${AGENT_TOOLS_TOKEN}\",\"X-Obol-Agent\":\"agent-a/a\"}");
		assertThat(Documents.at(config, "hooks", "pre_llm_call")).isEqualTo(JsonParser.parseString("[]"));
	}

	@Test
	void theSellersServersAreRenderedAndOnByName() {
		AgentSpec spec = new AgentSpec(null, null, null, List.of(), null, null, List.of(
				new AgentSpec.McpServer("weather", "https://mcp.example.org/mcp", null, List.of(), 30, Map.of()),
				new AgentSpec.McpServer("local-one", null, "/usr/bin/one", List.of("-v"), null, Map.of("A", "b"))),
				null, null, List.of(), null, true);
		AgentPlan plan = new AgentPlan(new ObjectKey("agent-a", "a"), spec, "m", List.of(), "");
		JsonObject servers = HermesServers.render(plan, null);
		assertThat(Documents.text(servers, "weather", "url")).isEqualTo("https://mcp.example.org/mcp");
		assertThat(Documents.text(servers, "weather", "timeout")).isEqualTo("30");
		assertThat(Documents.at(servers, "local-one", "args").toString()).isEqualTo("[\"-v\"]");
		JsonObject config = JsonParser.parseString(HermesConfiguration.render(plan, List.of(), servers, true))
			.getAsJsonObject();
		assertThat(Documents.at(config, "platform_toolsets", "api_server").toString())
			.isEqualTo("[\"weather\",\"local-one\"]");
	}

	private static JsonObject render(String model, List<String> toolsets) {
		AgentPlan plan = new AgentPlan(new ObjectKey("agent-a", "a"), AgentSpec.empty(), model, List.of(), "");
		return JsonParser
			.parseString(HermesConfiguration.render(plan, toolsets, HermesServers.render(plan, null), true))
			.getAsJsonObject();
	}

}
