package org.obol.agentcontroller.resources;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.agentcontroller.runtime.AgentPlan;
import org.obol.agentcontroller.runtime.AgentRuntime;
import org.obol.agentcontroller.runtime.Runtimes;
import org.obol.agentcontroller.settings.AgentSettings;
import org.obol.agentcontroller.settings.GatewaySettings;
import org.obol.agentcontroller.skills.Skill;
import org.obol.api.AgentSpec;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;

import static org.assertj.core.api.Assertions.assertThat;

class AgentResourcesTests {

	private static final AgentSettings SETTINGS = new AgentSettings(
			new AgentSettings.Images("example.org/demo-agent:1", "example.org/hermes-agent:1",
					"example.org/remote-signer:1"),
			URI.create("http://erpc.rpc.svc.cluster.local:4000/84532"), URI.create("https://models.example.org/v1"),
			null, "5Gi", Duration.ofMinutes(5),
			URI.create("http://agent-tools.obol-system.svc.cluster.local:8450/mcp"));

	private static final AgentResources RESOURCES = new AgentResources(SETTINGS,
			new GatewaySettings("obol-system", "payment-gateway"));

	private static final Path GOLDEN = Path.of("src/test/resources/golden");

	@ParameterizedTest
	@ValueSource(strings = { "demo", "hermes" })
	void theObjectsOfAnAgentAreThoseOfTheGoldenFile(String runtime) throws IOException {
		JsonArray documents = new JsonArray();
		desired(runtime, "Answer about Base.", "gas").forEach((child) -> documents.add(child.document()));
		String rendered = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(documents) + "\n";
		Path file = GOLDEN.resolve(runtime + ".json");
		if (Boolean.getBoolean("golden.update")) {
			Files.createDirectories(GOLDEN);
			Files.writeString(file, rendered);
		}
		assertThat(rendered).isEqualTo(Files.readString(file));
	}

	@Test
	void whatConfinesAnAgentComesBeforeWhatRunsIt() {
		assertThat(desired("demo", null)).extracting((child) -> child.type().kind())
			.containsExactly("Namespace", "ServiceAccount", "PersistentVolumeClaim", "ConfigMap", "ConfigMap",
					"ConfigMap", "Role", "RoleBinding", "NetworkPolicy", "Service", "Deployment");
	}

	@Test
	void anAgentWithToolsHasWhatAgentToolsNeedsBeforeItRuns() {
		assertThat(desired("hermes", null, "gas")).extracting((child) -> child.type().kind())
			.containsSubsequence("ConfigMap", "Role", "RoleBinding", "ConfigMap", "Role", "RoleBinding",
					"NetworkPolicy", "Deployment");
		assertThat(desired("hermes", null, "sell").toString()).doesNotContain("agent-spending", "AGENT_TOOLS_TOKEN");
		assertThat(desired("demo", null, "gas").toString()).doesNotContain("agent-spending", "AGENT_TOOLS_TOKEN");
	}

	@Test
	void onlyNamespaceAndVolumeAreCreatedOnceAndThePersonaIsSeeded() {
		Map<ChildObject.Mode, List<String>> kinds = desired("demo", null).stream()
			.filter((child) -> child.mode() != ChildObject.Mode.APPLY)
			.collect(java.util.stream.Collectors.groupingBy(ChildObject::mode, java.util.stream.Collectors
				.mapping((child) -> child.type().kind(), java.util.stream.Collectors.toList())));
		assertThat(kinds).isEqualTo(Map.of(ChildObject.Mode.CREATE_ONCE, List.of("Namespace", "PersistentVolumeClaim"),
				ChildObject.Mode.SEED, List.of("ConfigMap")));
		assertThat(RESOURCES.apiKey(new ObjectKey("agent-quant", "quant"), "k").mode())
			.isEqualTo(ChildObject.Mode.CREATE_ONCE);
	}

	@Test
	void onlyTheNamespaceIsClusterScoped() {
		assertThat(desired("demo", null)).filteredOn((child) -> !child.type().namespaced())
			.extracting(ChildObject::type)
			.containsExactly(ResourceType.NAMESPACE);
	}

	@Test
	void anotherSkillModelKeyOrObjectiveRollsThePodAndNothingElseDoes() {
		String before = annotations(desired("demo", "One.", "gas"));
		assertThat(annotations(desired("demo", "One.", "gas"))).isEqualTo(before);
		assertThat(annotations(desired("demo", " One.\n", "gas"))).isEqualTo(before);
		assertThat(annotations(desired("demo", "One.", "gas", "sell"))).isNotEqualTo(before);
		assertThat(annotations(desired("demo", "Two.", "gas"))).isNotEqualTo(before);
	}

	private static String annotations(List<ChildObject> children) {
		return children.getLast()
			.document()
			.getAsJsonObject("spec")
			.getAsJsonObject("template")
			.getAsJsonObject("metadata")
			.get("annotations")
			.toString();
	}

	private static List<ChildObject> desired(String runtime, @Nullable String objective, String... skills) {
		AgentSpec spec = new AgentSpec(runtime, null, null, List.of(skills), objective, null, List.of(), null, null,
				List.of(), null, null);
		List<Skill> found = List.of(skills).stream().map((name) -> new Skill(name, "# " + name + "\n")).toList();
		AgentPlan plan = new AgentPlan(new ObjectKey("agent-quant", "quant"), spec, "a-model", found, "");
		AgentRuntime chosen = Runtimes.of(SETTINGS).find(runtime).orElseThrow();
		return RESOURCES.desired(plan, chosen, "key-1");
	}

}
