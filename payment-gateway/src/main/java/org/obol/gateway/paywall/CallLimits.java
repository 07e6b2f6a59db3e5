package org.obol.gateway.paywall;

import java.util.Optional;
import org.obol.gateway.route.Route;
import org.springframework.stereotype.Component;

/** Says when a call is one too many. Nothing is ever charged for one that is. */
@Component
class CallLimits {

	private final InFlight inFlight;

	private final PaywallProperties properties;

	private final RateLimiter addresses = new RateLimiter(System::nanoTime);

	private final RateLimiter payers = new RateLimiter(System::nanoTime);

	CallLimits(InFlight inFlight, PaywallProperties properties) {
		this.inFlight = inFlight;
		this.properties = properties;
	}

	/** What can be said before the payment is looked at. */
	Optional<Reply.Whole> beforePayment(PaidCall call) {
		if (!this.addresses.allows(call.address(), this.properties.addressRps())) {
			return Optional.of(Refusals.tooMany("rate_limited", "There are too many calls from this address."));
		}
		return this.inFlight.isFull(call.route()) ? Optional.of(full()) : Optional.empty();
	}

	/**
	 * Counts a call of a payer who is proven: with a forged payment nobody can use up
	 * somebody else's share.
	 */
	boolean allowsPayer(Sale sale) {
		Route route = sale.call().route();
		return this.payers.allows(route.offer() + "/" + sale.claim().id().payer(), route.limits().rps());
	}

	boolean enter(Route route) {
		return this.inFlight.enter(route);
	}

	void leave(Route route) {
		this.inFlight.leave(route);
	}

	static Reply.Whole full() {
		return Refusals.tooMany("too_many_in_flight", "As many calls of this offer are running as may run at once.");
	}

	static Reply.Whole tooFast() {
		return Refusals.tooMany("rate_limited", "This wallet calls this offer too often.");
	}

}
