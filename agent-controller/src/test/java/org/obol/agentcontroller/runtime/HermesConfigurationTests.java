package org.obol.agentcontroller.runtime;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
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

	private static JsonObject render(String model, List<String> toolsets) {
		AgentPlan plan = new AgentPlan(new ObjectKey("agent-a", "a"), AgentSpec.empty(), model, List.of(), "");
		return JsonParser.parseString(HermesConfiguration.render(plan, toolsets, true)).getAsJsonObject();
	}

}
