package org.obol.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestTests {

	@ParameterizedTest
	@ValueSource(strings = { "agent-full", "agent-of-the-reference" })
	void agentComesBackAsItWasWritten(String manifest) throws IOException {
		JsonObject written = read(manifest);
		Agent agent = JSON.deserialize(written.toString(), Agent.class);
		assertThat(withoutEmpties(JSON.serialize(agent.getSpec()))).isEqualTo(written.getAsJsonObject("spec"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "serviceoffer-full", "serviceoffer-of-the-reference" })
	void offerComesBackAsItWasWritten(String manifest) throws IOException {
		JsonObject written = read(manifest);
		ServiceOffer offer = JSON.deserialize(written.toString(), ServiceOffer.class);
		assertThat(withoutEmpties(JSON.serialize(offer.getSpec()))).isEqualTo(written.getAsJsonObject("spec"));
	}

	@Test
	void absentSpecAndStatusReadAsEmptyOnes() {
		Agent agent = JSON.deserialize("{\"metadata\":{\"name\":\"a\"}}", Agent.class);
		assertThat(agent.getSpec()).isEqualTo(AgentSpec.empty());
		assertThat(agent.getStatus()).isEqualTo(AgentStatus.empty());
		assertThat(agent.getSpec().effectiveRuntime()).isEqualTo("hermes");
		assertThat(agent.effectiveModel()).isEmpty();
	}

	@Test
	void declaredModelWinsOverThePinnedOne() {
		Agent agent = JSON.deserialize("{\"spec\":{\"model\":\"new\"},\"status\":{\"pinnedModel\":\"old\"}}",
				Agent.class);
		assertThat(agent.effectiveModel()).isEqualTo("new");
		agent.setSpec(AgentSpec.empty());
		assertThat(agent.effectiveModel()).isEqualTo("old");
	}

	@Test
	void onlyThePhaseReadyIsReady() {
		for (AgentPhase phase : AgentPhase.values()) {
			AgentStatus status = new AgentStatus(1L, phase.wire(), null, null, null, null);
			assertThat(status.isReady()).as(phase.wire()).isEqualTo(phase == AgentPhase.READY);
		}
		assertThat(AgentStatus.empty().isReady()).isFalse();
	}

	@Test
	void pathDefaultsToTheNameAndLosesItsTrailingSlash() {
		ServiceOffer offer = JSON.deserialize("{\"metadata\":{\"name\":\"a\"},\"spec\":{}}", ServiceOffer.class);
		assertThat(offer.effectivePath()).isEqualTo("/services/a");
		ServiceOffer custom = JSON.deserialize("{\"spec\":{\"path\":\"/shop/a/\"}}", ServiceOffer.class);
		assertThat(custom.effectivePath()).isEqualTo("/shop/a");
	}

	@Test
	void unknownFieldsOfANewerVersionAreIgnored() {
		ServiceOffer offer = JSON.deserialize("{\"spec\":{\"hologram\":true,\"type\":\"agent\"}}", ServiceOffer.class);
		assertThat(offer.getSpec().effectiveType()).isEqualTo("agent");
	}

	@Test
	void paymentsReplaceThePaymentWhenTheyAreSet() throws IOException {
		ServiceOffer offer = JSON.deserialize(read("serviceoffer-full").toString(), ServiceOffer.class);
		assertThat(offer.getSpec().effectivePayments()).hasSize(2);
		ServiceOffer single = JSON.deserialize(read("serviceoffer-of-the-reference").toString(), ServiceOffer.class);
		assertThat(single.getSpec().effectivePayments()).containsExactly(single.getSpec().payment());
	}

	private static JsonObject read(String manifest) throws IOException {
		try (InputStream in = ManifestTests.class.getResourceAsStream("/manifests/" + manifest + ".yaml")) {
			Object document = new Yaml(new SafeConstructor(new LoaderOptions()))
				.load(new String(in.readAllBytes(), StandardCharsets.UTF_8));
			return JSON.getGson().toJsonTree(document).getAsJsonObject();
		}
	}

	private static JsonObject withoutEmpties(String json) {
		JsonObject object = JSON.getGson().fromJson(json, JsonObject.class);
		prune(object);
		return object;
	}

	private static boolean prune(JsonElement element) {
		if (element.isJsonArray()) {
			element.getAsJsonArray().forEach(ManifestTests::prune);
			return element.getAsJsonArray().isEmpty();
		}
		if (element.isJsonObject()) {
			element.getAsJsonObject().entrySet().removeIf((entry) -> prune(entry.getValue()));
			return element.getAsJsonObject().isEmpty();
		}
		return element.isJsonNull();
	}

}
