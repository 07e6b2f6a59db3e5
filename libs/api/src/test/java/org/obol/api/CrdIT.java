package org.obol.api;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.local.kubernetes.junit.ApiRefusedException;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Every rule of the CRDs, accepted and refused once by the real API server. */
@KubernetesTest
class CrdIT {

	private static final String PAYMENT = "payment: {network: base-sepolia, payTo: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8', price: {perRequest: '0.001'}}";

	private static final String HTTP = "type: http\nupstream: {service: s, namespace: n, port: 80}\n";

	@BeforeAll
	static void installTheDefinitions(TestCluster cluster) {
		Crds.yaml().forEach(cluster::apply);
	}

	static Stream<Arguments> acceptedAgents() {
		return Stream.of(argumentSet("an empty spec", "{}"), argumentSet("runtime demo", "{runtime: demo}"),
				argumentSet("the longest objective", "{objective: " + "x".repeat(4096) + "}"),
				argumentSet("a skill with digits and dashes", "{skills: [e2e-gas]}"),
				argumentSet("safe toolsets", "{toolsets: [skills, web]}"),
				argumentSet("risky toolsets with the risk accepted", "{toolsets: [terminal], acceptRisk: true}"),
				argumentSet("an MCP server by url", "{mcpServers: [{name: a, url: 'http://a'}]}"),
				argumentSet("an MCP server by command", "{mcpServers: [{name: a, command: a}]}"),
				argumentSet("the most turns", "{maxTurns: 10000}"),
				argumentSet("a wallet that is kept", "{wallet: {create: true, reclaimPolicy: Retain}}"));
	}

	@ParameterizedTest
	@MethodSource("acceptedAgents")
	void agentIsAccepted(String spec, TestCluster cluster) {
		assertThatCode(() -> cluster.apply(agent("ok", spec))).doesNotThrowAnyException();
	}

	static Stream<Arguments> refusedAgents() {
		return Stream.of(argumentSet("an unknown runtime", "{runtime: openclaw}", "spec.runtime"),
				argumentSet("an upper-case skill", "{skills: [Gas]}", "spec.skills[0]"),
				argumentSet("a blank skill", "{skills: ['']}", "spec.skills[0]"),
				argumentSet("a skill of 65 characters", "{skills: [" + "a".repeat(65) + "]}", "spec.skills[0]"),
				argumentSet("a model of 257 characters", "{model: " + "m".repeat(257) + "}", "spec.model"),
				argumentSet("an objective of 4097 characters", "{objective: " + "x".repeat(4097) + "}",
						"spec.objective"),
				argumentSet("a terminal without the risk accepted", "{toolsets: [terminal]}", "acceptRisk"),
				argumentSet("an MCP server with url and command",
						"{mcpServers: [{name: a, url: 'http://a', command: a}]}", "either a url or a command"),
				argumentSet("no turns", "{maxTurns: 0}", "spec.maxTurns"), argumentSet("an unknown reclaim policy",
						"{wallet: {reclaimPolicy: Burn}}", "spec.wallet.reclaimPolicy"));
	}

	@ParameterizedTest
	@MethodSource("refusedAgents")
	void agentIsRefusedAndTheFieldIsNamed(String spec, String named, TestCluster cluster) {
		assertThatThrownBy(() -> cluster.apply(agent("refused", spec))).isInstanceOf(ApiRefusedException.class)
			.hasMessageContaining(named);
	}

	@Test
	void walletCanBeSwitchedOnButNotOffAgain(TestCluster cluster) {
		cluster.apply(agent("w", "{wallet: {create: false}}"));
		cluster.apply(agent("w", "{wallet: {create: true}}"));
		assertThatThrownBy(() -> cluster.apply(agent("w", "{wallet: {create: false}}")))
			.hasMessageContaining("wallet.create can't be switched off");
	}

	@Test
	void runtimeCannotChange(TestCluster cluster) {
		cluster.apply(agent("r", "{runtime: demo}"));
		assertThatThrownBy(() -> cluster.apply(agent("r", "{runtime: hermes}")))
			.hasMessageContaining("runtime can't be changed");
	}

	static Stream<Arguments> acceptedOffers() {
		return Stream.of(argumentSet("an http offer", HTTP + PAYMENT),
				argumentSet("an agent offer", "type: agent\nagent: {ref: {name: a, namespace: n}}\n" + PAYMENT),
				argumentSet("a price per million tokens",
						HTTP + PAYMENT.replace("perRequest: '0.001'", "perMTok: '1.25'")),
				argumentSet("a price per hour", HTTP + PAYMENT.replace("perRequest: '0.001'", "perHour: '3'")),
				argumentSet("a path of its own", HTTP + PAYMENT + "\npath: /shop/a-1.2_x"),
				argumentSet("a CAIP-2 network", HTTP + PAYMENT.replace("base-sepolia", "'eip155:84532'")),
				argumentSet("payments that repeat the payment", HTTP + PAYMENT + "\n" + payments("base-sepolia")));
	}

	@ParameterizedTest
	@MethodSource("acceptedOffers")
	void offerIsAccepted(String spec, TestCluster cluster) {
		assertThatCode(() -> cluster.apply(offer("ok-" + Integer.toHexString(spec.hashCode()), spec)))
			.doesNotThrowAnyException();
	}

	static Stream<Arguments> refusedOffers() {
		return Stream.of(argumentSet("no payment", HTTP, "spec.payment"),
				argumentSet("an empty price", HTTP + PAYMENT.replace("perRequest: '0.001'", ""), "set at least one of"),
				argumentSet("a price of zero", HTTP + PAYMENT.replace("0.001", "0.000"), "must be more than 0"),
				argumentSet("a price in exponents", HTTP + PAYMENT.replace("0.001", "1e3"), "price.perRequest"),
				argumentSet("a negative price", HTTP + PAYMENT.replace("0.001", "-1"), "price.perRequest"),
				argumentSet("only a price per epoch", HTTP + PAYMENT.replace("perRequest", "perEpoch"),
						"set at least one of"),
				argumentSet("a payee that is no address", HTTP + PAYMENT.replace("0x7099", "0x70"),
						"spec.payment.payTo"),
				argumentSet("the zero address as payee",
						HTTP + PAYMENT.replace("70997970C51812dc3A010C7d01b50e0d17dc79C8", "0".repeat(40)),
						"zero address"),
				argumentSet("an unknown scheme", HTTP + PAYMENT.replace("{network", "{scheme: barter, network"),
						"spec.payment.scheme"),
				argumentSet("a timeout of a week",
						HTTP + PAYMENT.replace("{network", "{maxTimeoutSeconds: 604800, network"), "maxTimeoutSeconds"),
				argumentSet("an agent offer without its agent", "type: agent\n" + PAYMENT,
						"type agent needs agent.ref"),
				argumentSet("an http offer without its upstream", "type: http\n" + PAYMENT, "needs upstream"),
				argumentSet("an unknown type", "type: magic\n" + PAYMENT, "spec.type"),
				argumentSet("a path that climbs", HTTP + PAYMENT + "\npath: /a/../b", "'..'"),
				argumentSet("a path with an empty segment", HTTP + PAYMENT + "\npath: /a//b", "'//'"),
				argumentSet("a path with a percent sign", HTTP + PAYMENT + "\npath: /a%2fb", "spec.path"),
				argumentSet("port 0", HTTP.replace("port: 80", "port: 0") + PAYMENT, "spec.upstream.port"),
				argumentSet("payments that contradict the payment", HTTP + PAYMENT + "\n" + payments("base"),
						"payments[0] must repeat payment"));
	}

	@ParameterizedTest
	@MethodSource("refusedOffers")
	void offerIsRefusedAndTheFieldIsNamed(String spec, String named, TestCluster cluster) {
		assertThatThrownBy(() -> cluster.apply(offer("refused", spec))).isInstanceOf(ApiRefusedException.class)
			.hasMessageContaining(named);
	}

	@Test
	void typeAndAgentOfAnOfferCannotChange(TestCluster cluster) {
		String agent = "type: agent\nagent: {ref: {name: a, namespace: n}}\n" + PAYMENT;
		cluster.apply(offer("fixed", agent));
		assertThatThrownBy(() -> cluster.apply(offer("fixed", HTTP + PAYMENT)))
			.hasMessageContaining("type can't be changed");
		assertThatThrownBy(() -> cluster.apply(offer("fixed", agent.replace("name: a", "name: b"))))
			.hasMessageContaining("agent.ref can't be changed");
	}

	private static String payments(String network) {
		String payTo = "'0x70997970C51812dc3A010C7d01b50e0d17dc79C8'";
		return "payments: [{network: " + network + ", payTo: " + payTo + ", price: {perRequest: '0.001'}}]";
	}

	private static String agent(String name, String spec) {
		return "apiVersion: obol.org/v1alpha1\nkind: Agent\nmetadata: {name: " + name + "}\nspec: " + spec + "\n";
	}

	private static String offer(String name, String spec) {
		return "apiVersion: obol.org/v1alpha1\nkind: ServiceOffer\nmetadata: {name: " + name + "}\nspec:\n"
				+ spec.indent(2);
	}

}
