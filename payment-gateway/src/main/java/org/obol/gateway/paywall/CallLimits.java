package org.obol.gateway.paywall;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import org.obol.gateway.route.Route;
import org.springframework.stereotype.Component;

/** Says when a call is one too many. Nothing is ever charged for one that is. */
@Component
class CallLimits {

	private final InFlight inFlight;

	private final PaywallProperties properties;

	private final RateLimiter addresses = new RateLimiter(System::nanoTime);

	private final RateLimiter payers = new RateLimiter(System::nanoTime);

	private final FailedPayers failed = new FailedPayers(System::nanoTime);

	CallLimits(InFlight inFlight, PaywallProperties properties, MeterRegistry registry) {
		this.inFlight = inFlight;
		Gauge.builder("obol.gateway.calls.in.flight", inFlight, InFlight::count).register(registry);
		this.properties = properties;
	}

	/** What can be said of any call before it is looked at. */
	Optional<Reply.Whole> atTheDoor(Route route, String address) {
		if (!this.addresses.allows(address, this.properties.addressRps())) {
			return Optional.of(Refusals.tooMany("rate_limited", "There are too many calls from this address."));
		}
		return this.inFlight.isFull(route) ? Optional.of(full()) : Optional.empty();
	}

	/**
	 * Counts a call of a payer who is proven: with a forged payment nobody can use up
	 * somebody else's share.
	 */
	boolean allowsPayer(Sale sale) {
		Route route = sale.call().route();
		return !this.failed.hasToWait(sale.claim().id().payer())
				&& this.payers.allows(route.offer() + "/" + sale.claim().id().payer(), route.limits().rps());
	}

	void paid(Sale sale) {
		this.failed.paid(sale.claim().id().payer());
	}

	/** The service has worked for nothing. */
	void notPaid(Sale sale, String code) {
		this.failed.failed(sale.claim().id().payer(), code);
	}

	/** Runs work that counts as a call of the offer until its answer has flowed. */
	Reply inPlace(Route route, Supplier<Reply> work, Supplier<Reply> otherwise) {
		if (!this.inFlight.enter(route)) {
			return otherwise.get();
		}
		boolean flows = false;
		try {
			Reply reply = work.get();
			if (reply instanceof Reply.Flowing flowing) {
				flows = true;
				return flowing.closing(() -> this.inFlight.leave(route));
			}
			return reply;
		}
		finally {
			if (!flows) {
				this.inFlight.leave(route);
			}
		}
	}

	static Reply.Whole full() {
		return Refusals.tooMany("too_many_in_flight", "As many calls of this offer are running as may run at once.");
	}

	static Reply.Whole tooFast() {
		return Refusals.tooMany("rate_limited",
				"This wallet calls this offer too often, or could not pay for what it called before.");
	}

}
