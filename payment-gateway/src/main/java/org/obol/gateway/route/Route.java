package org.obol.gateway.route;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.api.RouteGate;
import org.obol.gateway.ledger.OfferName;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;

/**
 * One live offer, with everything a call needs to know of it.
 *
 * @param offer which ServiceOffer
 * @param path the prefix it answers at, without a trailing slash
 * @param runtime what answers
 * @param upstream where calls go, by cluster name
 * @param agent namespace of the agent that is sold; empty for what is no agent
 * @param model the model that calls are forced to; empty for what has none
 * @param accepts the ways to pay, as they are offered now
 * @param quote the finished 402
 * @param limits what calls may use
 * @param settlement when money moves
 * @param until when it stops answering; absent without an end
 * @param gates the paths below it that have a gate of their own, the most specific first;
 * empty opens them all for money
 */
public record Route(OfferName offer, String path, Runtime runtime, URI upstream, String agent, String model,
		List<PaymentRequirements> accepts, Quote quote, Limits limits, SettlementTime settlement,
		@Nullable Instant until, List<Gate> gates) {

	public Route {
		accepts = List.copyOf(accepts);
		gates = List.copyOf(gates);
	}

	/**
	 * The offer that a payment is for. What the buyer echoes counts for nothing unless it
	 * is what would be offered now.
	 * @param payment what the buyer sent
	 * @return the seller's own requirements
	 */
	public Optional<PaymentRequirements> requirementsFor(PaymentPayload payment) {
		return this.accepts.stream().filter(payment::isFor).findFirst();
	}

	/**
	 * What stands in front of a path below this route.
	 * @param rest the path below {@link #path}, starting with a slash, or empty
	 * @param method the HTTP method
	 * @return the gate and the terms behind it; closed for a path that is not declared
	 * while others are
	 */
	public Passage passage(String rest, String method) {
		if (this.gates.isEmpty()) {
			return new Passage(RouteGate.PAID, this);
		}
		for (Gate gate : this.gates) {
			if (gate.declared().covers(rest, method)) {
				return new Passage(gate.declared().gate(), Objects.requireNonNullElse(gate.terms(), this));
			}
			// To a service that takes both for the same this is the dear path, and
			// further
			// down may be a cheap one.
			if (gate.declared().coversInAnotherCase(rest, method)) {
				return new Passage(RouteGate.CLOSED, this);
			}
		}
		return new Passage(RouteGate.CLOSED, this);
	}

	/**
	 * What is sold here: the offer as a whole, or each of its paths that has a price.
	 * @return routes with their own terms and quotes
	 */
	public List<Route> sold() {
		return this.gates.isEmpty() ? List.of(this)
				: this.gates.stream().map(Gate::terms).filter(Objects::nonNull).toList();
	}

	/** The same offer, asking for something else. */
	Route charging(List<PaymentRequirements> accepts, Quote quote, SettlementTime settlement) {
		return new Route(this.offer, this.path, this.runtime, this.upstream, this.agent, this.model, accepts, quote,
				this.limits, settlement, this.until, List.of());
	}

	/** The same offer behind gates. */
	Route behind(List<Gate> gates) {
		return new Route(this.offer, this.path, this.runtime, this.upstream, this.agent, this.model, this.accepts,
				this.quote, this.limits, this.settlement, this.until, gates);
	}

	/**
	 * Where a call may go on.
	 *
	 * @param gate what it has to show first
	 * @param route the offer, with the terms of the path that was called
	 */
	public record Passage(RouteGate gate, Route route) {

	}

	boolean isOpenAt(Instant now) {
		return this.until == null || now.isBefore(this.until);
	}

}
