package org.obol.system.chart;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each switch of the chart, flipped once.
 */
class ChartSwitchTests {

	private static final String GATEWAY = "payment-gateway";

	private static final String KEY = "0x" + "a".repeat(64);

	@ParameterizedTest
	@ValueSource(strings = { "agent-controller", "offer-controller", "payment-gateway", "storefront", "agent-tools" })
	void aProgramCanBeLeftOutWithAllThatIsItsOwn(String program) {
		Manifests manifests = SuiteChart.withDefaults().set(program + ".enabled", false).render();
		assertThat(manifests.objects()).isNotEmpty()
			.noneSatisfy((object) -> assertThat(Manifests.at(object, "metadata", "labels", "app.kubernetes.io/name"))
				.isEqualTo(program));
	}

	@Test
	void crdsStayUnlessToldOtherwise() {
		assertThat(SuiteChart.withDefaults().render().ofKind("CustomResourceDefinition")).hasSize(2)
			.allSatisfy((crd) -> assertThat(Manifests.at(crd, "metadata", "annotations", "helm.sh/resource-policy"))
				.isEqualTo("keep"));
		assertThat(SuiteChart.withDefaults().set("crds.keep", false).render().ofKind("CustomResourceDefinition"))
			.hasSize(2)
			.allSatisfy((crd) -> assertThat(Manifests.at(crd, "metadata", "annotations")).isNull());
		assertThat(SuiteChart.withDefaults().set("crds.enabled", false).render().ofKind("CustomResourceDefinition"))
			.isEmpty();
	}

	@Test
	void imagesComeFromOnePlace() {
		Manifests manifests = SuiteChart.withDefaults()
			.set("global.images.registry", "registry.example/market")
			.set("global.images.tag", "1.2.3")
			.render();
		assertThat(manifests.container(GATEWAY)).containsEntry("image",
				"registry.example/market/payment-gateway:1.2.3");
		assertThat(manifests.environment("agent-controller", "OBOL_AGENTS_IMAGES_DEMO"))
			.contains("registry.example/market/demo-agent:1.2.3");
		assertThat(manifests.environment("agent-controller", "OBOL_AGENTS_IMAGES_HERMES"))
			.contains("registry.example/market/hermes-agent:1.2.3");
	}

	@Test
	void everyProgramKnowsTheChains() {
		Manifests manifests = SuiteChart.withDefaults()
			.set("global.chains[0].network", "eip155:8453")
			.set("global.chains[0].rpcUrl", "https://rpc.example/base")
			.render();
		for (String program : ChartTests.PROGRAMS) {
			assertThat(manifests.environment(program, "OBOL_CHAINS_0_NETWORK")).contains("eip155:8453");
			assertThat(manifests.environment(program, "OBOL_CHAINS_0_RPCURL")).contains("https://rpc.example/base");
		}
		assertThat(manifests.environment("agent-controller", "OBOL_AGENTS_RPCURL"))
			.contains("https://rpc.example/base");
	}

	@Test
	void agentsFindTheirToolsUnlessThereAreNone() {
		assertThat(SuiteChart.withDefaults().render().environment("agent-controller", "OBOL_AGENTS_TOOLSURL"))
			.contains("http://agent-tools.obol-system.svc.cluster.local:8450/mcp");
		assertThat(SuiteChart.withDefaults()
			.set("agent-controller.agents.toolsUrl", "none")
			.render()
			.environment("agent-controller", "OBOL_AGENTS_TOOLSURL")).isEmpty();
	}

	@Test
	void settlingInProcessMountsTheKeyAndNothingShowsIt() {
		Manifests manifests = SuiteChart.withDefaults()
			.set("payment-gateway.facilitator.mode", "in-process")
			.set("payment-gateway.facilitator.settlementKey", KEY)
			.render();
		assertThat(Manifests.at(manifests.get("Secret", "payment-gateway-settlement"), "stringData", "settlement-key"))
			.isEqualTo(KEY);
		assertThat(manifests.environment(GATEWAY, "OBOL_FACILITATOR_MODE")).contains("in-process");
		assertThat(manifests.environment(GATEWAY, "OBOL_FACILITATOR_KEYFILE"))
			.contains("/etc/obol/settlement/settlement-key");
		assertThat(manifests.environment(GATEWAY, "OBOL_FACILITATOR_URL")).isEmpty();
		assertThat(manifests.get("Deployment", GATEWAY).toString()).doesNotContain(KEY);
	}

	@Test
	void servingTheFacilitatorOpensAPortWithAToken() {
		Manifests manifests = SuiteChart.withDefaults()
			.set("payment-gateway.facilitator.mode", "in-process")
			.set("payment-gateway.facilitator.settlementKey", KEY)
			.set("payment-gateway.facilitator.serve.enabled", "true")
			.set("payment-gateway.facilitator.serve.existingSecret", "callers")
			.set("payment-gateway.facilitator.others[0].url", "https://other.example")
			.set("payment-gateway.trustedProxies[0]", "10.0.0.0/8")
			.render();
		assertThat(manifests.environment(GATEWAY, "OBOL_FACILITATOR_SERVE_ENABLED")).contains("true");
		assertThat(manifests.environment(GATEWAY, "OBOL_FACILITATOR_SERVE_TOKENFILE"))
			.contains("/etc/obol/facilitator/token");
		assertThat(manifests.environment(GATEWAY, "OBOL_FACILITATOR_OTHERS_0_URL")).contains("https://other.example");
		assertThat(manifests.environment(GATEWAY, "OBOL_TRUSTEDPROXIES_0")).contains("10.0.0.0/8");
		assertThat(manifests.get("Deployment", GATEWAY).toString()).contains("secretName=callers");
		assertThat(Manifests.list(manifests.container(GATEWAY).get("ports"))).extracting("name")
			.containsExactly("http", "facilitator", "admin");
	}

	@Test
	void whatTheGatewaySpendsAndSignsIsTheOperatorsToSay() {
		Manifests manifests = SuiteChart.withDefaults()
			.set("payment-gateway.facilitator.mode", "in-process")
			.set("payment-gateway.facilitator.settlementKey", KEY)
			.set("payment-gateway.facilitator.maxGas", 30_000_000)
			.set("payment-gateway.facilitator.receipts", "jws")
			.set("payment-gateway.facilitator.walletFactories[0]", "0x" + "b".repeat(40))
			.render();
		// Not 3e+07, which is what Helm makes of large numbers.
		assertThat(manifests.environment(GATEWAY, "OBOL_FACILITATOR_MAXGAS")).contains("30000000");
		assertThat(manifests.environment(GATEWAY, "OBOL_FACILITATOR_RECEIPTS")).contains("jws");
		assertThat(manifests.environment(GATEWAY, "OBOL_FACILITATOR_WALLETFACTORIES_0"))
			.contains("0x" + "b".repeat(40));
	}

	@Test
	void patienceAndMemoryOfTheGatewayAreTheOperatorsToSay() {
		Manifests manifests = SuiteChart.withDefaults()
			.set("payment-gateway.timeouts.upstream", "90s")
			.set("payment-gateway.limits.addressRps", 7)
			.set("payment-gateway.ledger.answerTtl", "2h")
			.render();
		assertThat(manifests.environment(GATEWAY, "OBOL_PAYWALL_UPSTREAMTIMEOUT")).contains("90s");
		assertThat(manifests.environment(GATEWAY, "OBOL_PAYWALL_ADDRESSRPS")).contains("7");
		assertThat(manifests.environment(GATEWAY, "OBOL_LEDGER_ANSWERTTL")).contains("2h");
	}

	@Test
	void whatARemoteFacilitatorWantsToSeeComesFromASecret() {
		Manifests manifests = SuiteChart.withDefaults()
			.set("payment-gateway.facilitator.tokenSecret", "facilitator")
			.render();
		assertThat(Manifests.at(manifests.environment(GATEWAY, "OBOL_FACILITATOR_TOKEN").orElseThrow(), "secretKeyRef"))
			.isEqualTo(Map.of("name", "facilitator", "key", "token"));
	}

	@Test
	void aRemoteFacilitatorNeedsNoKey() {
		Manifests manifests = SuiteChart.withDefaults()
			.set("payment-gateway.facilitator.url", "https://facilitator.example")
			.render();
		assertThat(manifests.environment(GATEWAY, "OBOL_FACILITATOR_URL")).contains("https://facilitator.example");
		assertThat(manifests.find("Secret", "payment-gateway-settlement")).isEmpty();
		assertThat(Manifests.list(manifests.container(GATEWAY).get("volumeMounts"))).extracting("name")
			.containsExactly("tmp");
	}

	@Test
	void secretsThatExistAreUsedAsTheyAre() {
		Manifests manifests = SuiteChart.withDefaults()
			.set("payment-gateway.facilitator.mode", "in-process")
			.set("payment-gateway.facilitator.existingSecret", "my-key")
			.set("payment-gateway.database.existingSecret", "my-database")
			.render();
		assertThat(manifests.ofKind("Secret")).isEmpty();
		assertThat(Manifests.at(manifests.environment(GATEWAY, "SPRING_DATASOURCE_PASSWORD").orElseThrow(),
				"secretKeyRef"))
			.isEqualTo(Map.of("name", "my-database", "key", "password"));
		assertThat(manifests.get("Deployment", GATEWAY).toString()).contains("secretName=my-key");
	}

	@Test
	void aNewPasswordRollsTheGateway() {
		assertThat(checksum("one")).isNotEqualTo(checksum("two")).isEqualTo(checksum("one"));
	}

	@Test
	void buyersGetAServiceOfTheirOwnWithoutTheAdminPort() {
		Manifests manifests = SuiteChart.withDefaults().set("payment-gateway.publicService.enabled", true).render();
		Map<String, Object> service = manifests.get("Service", "payment-gateway-public");
		assertThat(Manifests.at(service, "spec", "type")).isEqualTo("LoadBalancer");
		assertThat(Manifests.list(Manifests.at(service, "spec", "ports"))).extracting("targetPort")
			.containsExactly("http");
		assertThat(Manifests.at(manifests.get("Service", GATEWAY), "spec", "type")).isEqualTo("ClusterIP");
	}

	@ParameterizedTest
	@ValueSource(strings = { "payment-gateway", "storefront" })
	void scalesByLoad(String program) {
		Manifests manifests = SuiteChart.withDefaults()
			.set(program + ".autoscaling.enabled", true)
			.set(program + ".podDisruptionBudget.enabled", true)
			.render();
		assertThat(Manifests.at(manifests.get("Deployment", program), "spec", "replicas")).isNull();
		assertThat(Manifests.at(manifests.get("HorizontalPodAutoscaler", program), "spec", "scaleTargetRef", "name"))
			.isEqualTo(program);
		assertThat(Manifests.at(manifests.get("PodDisruptionBudget", program), "spec", "selector", "matchLabels"))
			.isEqualTo(Manifests.at(manifests.get("Deployment", program), "spec", "selector", "matchLabels"));
	}

	@Test
	void theAdminPortIsForTheSuiteOnly() {
		Manifests manifests = SuiteChart.withDefaults().set("payment-gateway.networkPolicy.enabled", true).render();
		List<Map<String, Object>> rules = Manifests
			.list(Manifests.at(manifests.get("NetworkPolicy", GATEWAY), "spec", "ingress"));
		assertThat(rules).hasSize(2);
		assertThat(rules.getFirst()).doesNotContainKey("from").containsEntry("ports", List.of(Map.of("port", 8402)));
		assertThat(rules.getLast()).containsKey("from").containsEntry("ports", List.of(Map.of("port", 8403)));
	}

	@Test
	void theTunnelKnowsItsTokenAndNothingOfTheCluster() {
		assertThat(SuiteChart.withDefaults().render().find("Deployment", "tunnel")).isEmpty();
		Manifests manifests = SuiteChart.withDefaults()
			.set("tunnel.enabled", true)
			.set("tunnel.existingSecret", "my-tunnel")
			.render();
		assertThat(Manifests.at(manifests.environment("tunnel", "TUNNEL_TOKEN").orElseThrow(), "secretKeyRef", "name"))
			.isEqualTo("my-tunnel");
		assertThat(Manifests.at(manifests.get("Deployment", "tunnel"), "spec", "template", "spec",
				"automountServiceAccountToken"))
			.isEqualTo(false);
	}

	@Test
	void aLaptopHasFixedPortsAndLittleMemory() {
		Manifests manifests = SuiteChart.forALaptop().render();
		assertThat(Manifests.list(manifests.container(GATEWAY).get("ports"))).extracting("hostPort")
			.containsExactly(8402, 8403);
		assertThat(Manifests.list(manifests.container("storefront").get("ports"))).extracting("hostPort")
			.containsExactly(8410);
		assertThat(Manifests.list(manifests.container("agent-tools").get("ports"))).extracting("hostPort")
			.containsExactly(8450);
		assertThat(manifests.environment("agent-controller", "OBOL_AGENTS_TOOLSURL"))
			.contains("http://127.0.0.1:8450/mcp");
		for (String program : ChartTests.PROGRAMS) {
			assertThat(manifests.environment(program, "OBOL_LOCAL")).contains("true");
			assertThat(manifests.environment(program, "SERVER_ADDRESS")).as("not for the network")
				.contains("127.0.0.1");
			assertThat(manifests.environment(program, "JAVA_TOOL_OPTIONS").orElseThrow().toString())
				.containsPattern("-Xmx(64|128)m");
		}
		assertThat(manifests.environment(GATEWAY, "MANAGEMENT_SERVER_ADDRESS")).contains("127.0.0.1");
		assertThat(Manifests.at(manifests.get("Deployment", GATEWAY), "spec", "strategy", "type"))
			.as("two pods can't hold one port")
			.isEqualTo("Recreate");
	}

	private static Object checksum(String password) {
		Manifests manifests = SuiteChart.withDefaults().set("payment-gateway.database.password", password).render();
		return Manifests.at(manifests.get("Deployment", GATEWAY), "spec", "template", "metadata", "annotations",
				"checksum/secrets");
	}

}
