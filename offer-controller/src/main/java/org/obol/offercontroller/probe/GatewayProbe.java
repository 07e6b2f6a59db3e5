package org.obol.offercontroller.probe;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.offercontroller.payment.Terms;
import org.obol.x402.PaymentRequirements;

/** Asks the gateway whether it is ready, and what it would charge for an offer. */
public final class GatewayProbe {

	private final ProbeClient client;

	private final UnaryOperator<URI> locator;

	private final GatewayProperties gateway;

	private final RecentLooks recent = new RecentLooks();

	/**
	 * Probes through a client.
	 * @param client sends the requests
	 * @param locator says where a cluster URL really listens
	 * @param gateway where the gateway is
	 */
	public GatewayProbe(ProbeClient client, UnaryOperator<URI> locator, GatewayProperties gateway) {
		this.client = client;
		this.locator = locator;
		this.gateway = gateway;
	}

	/**
	 * Asks for readiness, once for all offers that want to know within half a second.
	 * @return good when the gateway takes traffic
	 */
	public Sighting readiness() {
		URI asked = this.gateway.effectiveReadinessUrl();
		return this.recent.at(asked, () -> readiness(asked));
	}

	private Sighting readiness(URI asked) {
		return switch (this.client.get(this.locator.apply(asked))) {
			case Reply.Answer answer when answer.isSuccess() -> new Sighting.Good("the payment gateway is ready");
			case Reply.Answer answer -> new Sighting.Bad("the payment gateway is not ready: HTTP " + answer.status());
			case Reply.Silence silence -> new Sighting.Bad("the payment gateway is not reachable: " + silence.why());
		};
	}

	/**
	 * Makes unpaid calls, as a buyer's first ones, until one shows that something is
	 * wrong.
	 * @param offer whose price is asked for
	 * @param terms what the 402s must accept, exactly
	 * @return good only for 402s with these requirements
	 */
	public Sighting route(ServiceOffer offer, Terms.Payable terms) {
		List<ProbedRoute> probes = ProbedRoute.of(offer, terms);
		if (probes.isEmpty()) {
			return new Sighting.Bad("spec.routes: no route is paid for, so there is nothing for sale");
		}
		Sighting seen = new Sighting.NotLooked();
		for (ProbedRoute probe : probes) {
			Sighting now = look(probe);
			if (!(now instanceof Sighting.Good)) {
				return now;
			}
			seen = (seen instanceof Sighting.Good) ? seen : now;
		}
		return seen;
	}

	private Sighting look(ProbedRoute probe) {
		String path = probe.path();
		return switch (ask(probe)) {
			case Reply.Answer answer when answer.status() == 402 -> compare(path, answer, probe.expected());
			case Reply.Answer answer ->
				new Sighting.Bad(path + " answers HTTP " + answer.status() + " at the gateway, not yet 402");
			case Reply.Silence silence -> new Sighting.Bad(path + " at the gateway: " + silence.why());
		};
	}

	private Reply ask(ProbedRoute route) {
		URI uri = this.locator.apply(this.gateway.url().resolve(route.path()));
		return this.client.send(route.method(), uri);
	}

	private static Sighting compare(String path, Reply.Answer answer, List<Accepts> expected) {
		Optional<List<PaymentRequirements>> quoted = Quotes.in(answer.headers());
		if (quoted.isEmpty()) {
			return new Sighting.Bad(path + " answers a 402 without a readable PAYMENT-REQUIRED header");
		}
		return Quotes.match(expected, quoted.get()) ? new Sighting.Good(path + " answers this offer's 402")
				: new Sighting.Bad(path + " still answers the 402 of other terms");
	}

}
