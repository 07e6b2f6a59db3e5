package org.obol.offercontroller.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.api.OfferCondition;
import org.obol.api.OfferReason;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.api.ServiceOfferStatus.AgentResolution;
import org.obol.api.ServiceOfferStatus.Price;
import org.obol.api.ServiceOfferStatus.Upstream;
import org.obol.offercontroller.path.PathClaim;
import org.obol.offercontroller.payment.Terms;
import org.obol.offercontroller.probe.Sighting;
import org.obol.offercontroller.registration.RegistrationState;

class VerdictTests {

	private static final AgentResolution AGENT = new AgentResolution("m", List.of("gas"), "demo", "http://agent:8642");

	private static final Upstream UPSTREAM = new Upstream("http://agent:8642", "/health");

	private static final Terms PAYABLE = new Terms.Payable(
			List.of(new Accepts("exact", "eip155:84532", "10000", "0xtoken", "0xseller", 300, Map.of())),
			List.of(new Price("0.01", "perRequest", "0.01", "USDC", 6)), List.of());

	@Test
	void offerWithEverythingInPlaceIsReady() {
		Verdict verdict = Verdict.on(healthy("agent"));
		assertThat(verdict.isReady()).isTrue();
		assertThat(verdict.findings()).extracting(Finding::type).containsExactly(OfferCondition.values());
		assertThat(verdict.accepts()).hasSize(1);
		assertThat(verdict.upstream()).isEqualTo(UPSTREAM);
		assertThat(verdict.resolution()).isEqualTo(AGENT);
	}

	@Test
	void agentThatIsNotReadyShowsOnFiveConditionsAndClosesTheOffer() {
		OfferFacts facts = healthy("agent");
		Verdict verdict = Verdict.on(new OfferFacts(facts.offer(), facts.lifecycle(),
				new AgentFact.NotReady("agent quant is Provisioning, not Ready"), facts.terms(), facts.claim(),
				new UpstreamFact.Unknown(), facts.registration(), new Sighting.NotLooked(), new Sighting.NotLooked()));
		assertThat(verdict.findings()).filteredOn((finding) -> finding.reason() == OfferReason.WAITING_FOR_AGENT)
			.extracting(Finding::type)
			.containsExactly(OfferCondition.MODEL_READY, OfferCondition.UPSTREAM_HEALTHY,
					OfferCondition.PAYMENT_GATE_READY, OfferCondition.ROUTE_PUBLISHED, OfferCondition.READY);
		assertThat(verdict.resolution()).isNull();
		assertThat(verdict.upstream()).isNull();
		assertThat(verdict.accepts()).isEmpty();
	}

	static Stream<Arguments> faults() {
		return Stream.of(
				argumentSet("upstream down", with((f) -> withHealth(f, new Sighting.Bad("HTTP 503"))),
						OfferCondition.UPSTREAM_HEALTHY, OfferReason.UNHEALTHY, OfferReason.RECONCILING),
				argumentSet("upstream down holds the gate", with((f) -> withHealth(f, new Sighting.Bad("HTTP 503"))),
						OfferCondition.PAYMENT_GATE_READY, OfferReason.WAITING_FOR_UPSTREAM, OfferReason.RECONCILING),
				argumentSet("upstream down holds the route", with((f) -> withHealth(f, new Sighting.Bad("HTTP 503"))),
						OfferCondition.ROUTE_PUBLISHED, OfferReason.WAITING_FOR_PAYMENT_GATE, OfferReason.RECONCILING),
				argumentSet("gateway away", with((f) -> withGateway(f, new Sighting.Bad("refused"), f.route())),
						OfferCondition.PAYMENT_GATE_READY, OfferReason.WAITING_FOR_GATEWAY, OfferReason.RECONCILING),
				argumentSet("no 402 yet", with((f) -> withGateway(f, f.gateway(), new Sighting.Bad("404"))),
						OfferCondition.ROUTE_PUBLISHED, OfferReason.WAITING_FOR_ROUTE, OfferReason.RECONCILING),
				argumentSet("price that can't be paid", with((f) -> withTerms(f, new Terms.Refused("payment.network"))),
						OfferCondition.PAYMENT_GATE_READY, OfferReason.INVALID_PAYMENT, OfferReason.INVALID_PAYMENT),
				argumentSet("paused", with((f) -> withLifecycle(f, new Lifecycle.Paused())),
						OfferCondition.ROUTE_PUBLISHED, OfferReason.PAUSED, OfferReason.PAUSED),
				argumentSet("drained", with((f) -> withLifecycle(f, new Lifecycle.Drained(Instant.EPOCH))),
						OfferCondition.ROUTE_PUBLISHED, OfferReason.DRAINED, OfferReason.DRAINED),
				argumentSet("path taken", with((f) -> withClaim(f, new PathClaim.Taken("shop", "older"))),
						OfferCondition.ROUTE_PUBLISHED, OfferReason.PATH_CONFLICT, OfferReason.PATH_CONFLICT),
				argumentSet("path reserved", with((f) -> withClaim(f, new PathClaim.Reserved("/api"))),
						OfferCondition.ROUTE_PUBLISHED, OfferReason.RESERVED_PATH, OfferReason.RESERVED_PATH));
	}

	@ParameterizedTest
	@MethodSource("faults")
	void faultShowsInItsConditionAndInReady(UnaryOperator<OfferFacts> fault, OfferCondition condition,
			OfferReason reason, OfferReason ready) {
		Verdict verdict = Verdict.on(fault.apply(healthy("agent")));
		assertThat(finding(verdict, condition)).returns(false, Finding::holds).returns(reason, Finding::reason);
		assertThat(finding(verdict, OfferCondition.READY)).returns(false, Finding::holds)
			.returns(ready, Finding::reason);
	}

	@Test
	void priceThatCannotBePaidLeavesNoStaleTermsAndAnHonestModel() {
		Verdict verdict = Verdict.on(withTerms(healthy("agent"), new Terms.Refused("payment.network 'x'")));
		assertThat(verdict.accepts()).isEmpty();
		assertThat(verdict.prices()).isEmpty();
		assertThat(finding(verdict, OfferCondition.MODEL_READY).holds()).isTrue();
		assertThat(finding(verdict, OfferCondition.UPSTREAM_HEALTHY).holds()).isTrue();
		assertThat(finding(verdict, OfferCondition.READY).message()).contains("payment.network 'x'");
	}

	@Test
	void offerWithoutThePathHasNoTermsEither() {
		assertThat(Verdict.on(withClaim(healthy("agent"), new PathClaim.Taken("shop", "older"))).accepts()).isEmpty();
	}

	@Test
	void pausedOfferKeepsItsTerms() {
		assertThat(Verdict.on(withLifecycle(healthy("agent"), new Lifecycle.Paused())).accepts()).hasSize(1);
	}

	@Test
	void inferenceOfferNamesItsModel() {
		assertThat(finding(Verdict.on(healthy("inference")), OfferCondition.MODEL_READY))
			.returns(OfferReason.MISSING_MODEL, Finding::reason);
	}

	private static UnaryOperator<OfferFacts> with(UnaryOperator<OfferFacts> change) {
		return change;
	}

	private static Finding finding(Verdict verdict, OfferCondition type) {
		return verdict.findings().stream().filter((finding) -> finding.type() == type).findFirst().orElseThrow();
	}

	private static OfferFacts healthy(String type) {
		ServiceOffer offer = new ServiceOffer(new V1ObjectMeta().namespace("shop").name("quant"),
				new ServiceOfferSpec(type, null, null, null, null, List.of(), null, null, null, null, List.of(), null,
						Map.of(), null, null, null));
		return new OfferFacts(offer, new Lifecycle.Selling(), new AgentFact.Resolved(AGENT), PAYABLE,
				new PathClaim.Granted(), new UpstreamFact.Asked(UPSTREAM, new Sighting.Good("HTTP 200")),
				new RegistrationState.NotWanted(), new Sighting.Good("ready"), new Sighting.Good("402"));
	}

	private static OfferFacts withHealth(OfferFacts f, Sighting health) {
		return new OfferFacts(f.offer(), f.lifecycle(), f.agent(), f.terms(), f.claim(),
				new UpstreamFact.Asked(UPSTREAM, health), f.registration(), f.gateway(), f.route());
	}

	private static OfferFacts withGateway(OfferFacts f, Sighting gateway, Sighting route) {
		return new OfferFacts(f.offer(), f.lifecycle(), f.agent(), f.terms(), f.claim(), f.upstream(), f.registration(),
				gateway, route);
	}

	private static OfferFacts withTerms(OfferFacts f, Terms terms) {
		return new OfferFacts(f.offer(), f.lifecycle(), f.agent(), terms, f.claim(), f.upstream(), f.registration(),
				f.gateway(), f.route());
	}

	private static OfferFacts withLifecycle(OfferFacts f, Lifecycle lifecycle) {
		return new OfferFacts(f.offer(), lifecycle, f.agent(), f.terms(), f.claim(), f.upstream(), f.registration(),
				f.gateway(), f.route());
	}

	private static OfferFacts withClaim(OfferFacts f, PathClaim claim) {
		return new OfferFacts(f.offer(), f.lifecycle(), f.agent(), f.terms(), claim, f.upstream(), f.registration(),
				f.gateway(), f.route());
	}

}
