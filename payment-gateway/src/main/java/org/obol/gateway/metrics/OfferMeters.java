package org.obol.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.obol.gateway.ledger.OfferName;
import org.obol.gateway.route.Route;
import org.obol.x402.Network;
import org.obol.x402.PaymentId;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Token;
import org.obol.x402.TokenRegistry;

/** What is counted of one offer. */
public final class OfferMeters {

	private static final String PREFIX = "obol.x402.verifier.";

	private static final String CHARGED = PREFIX + "charged.requests";

	private final MeterRegistry registry;

	private final Clock clock;

	private final OfferName offer;

	private final Tags tags;

	private final List<Meter> meters = new CopyOnWriteArrayList<>();

	private final AtomicLong lastSuccess = new AtomicLong();

	private final Counter requests;

	private final Counter required;

	private final Counter verified;

	private final Counter failed;

	private final Counter duplicates;

	private final Counter upstreamFailed;

	private final Counter repeats;

	private final Timer settle;

	OfferMeters(MeterRegistry registry, Clock clock, Route route) {
		this.registry = registry;
		this.clock = clock;
		this.offer = route.offer();
		PaymentRequirements first = route.accepts().getFirst();
		this.tags = tags(this.offer, first.network(), first.asset());
		this.requests = counter("requests");
		this.required = counter("payment.required");
		this.verified = counter("payment.verified");
		this.failed = counter("payment.failed");
		add(this.registry.counter(CHARGED, this.tags));
		this.duplicates = counter("duplicates.refused");
		this.upstreamFailed = counter("upstream.failed.after.verify");
		this.repeats = counter("repeated.payments");
		this.settle = add(Timer.builder(PREFIX + "settle").tags(this.tags).register(registry));
		add(TimeGauge
			.builder(PREFIX + "last.payment.success", this.lastSuccess, TimeUnit.SECONDS, AtomicLong::doubleValue)
			.tags(this.tags)
			.register(registry));
	}

	/** A request came, with or without payment. */
	public void requested() {
		this.requests.increment();
	}

	/** It was asked for money. */
	public void asked() {
		this.required.increment();
	}

	/** A payment was found good. */
	public void verified() {
		this.verified.increment();
	}

	/**
	 * A payment was not taken.
	 * @param reason one of our own codes
	 */
	public void failed(String reason) {
		this.failed.increment();
		add(this.registry.counter(PREFIX + "payment.failure.reasons", this.tags.and("reason", reason))).increment();
	}

	/** Money moved. */
	void charged(PaymentId payment) {
		add(charged(this.registry, this.offer, payment)).increment();
		this.lastSuccess.set(this.clock.instant().getEpochSecond());
	}

	/** There was no answer worth the price. */
	public void upstreamFailed() {
		this.upstreamFailed.increment();
	}

	/** A payment was refused because it had been used, or is being used. */
	public void refusedDuplicate() {
		this.duplicates.increment();
	}

	/** A payment came that had come before. */
	public void repeated() {
		this.repeats.increment();
	}

	/**
	 * A settlement came to an end, or to nobody knowing.
	 * @param took how long it took
	 */
	public void settled(Duration took) {
		this.settle.record(took);
	}

	/** What counts the payments in one token for an offer, which need not be there. */
	static Counter charged(MeterRegistry registry, OfferName offer, PaymentId payment) {
		return registry.counter(CHARGED, tags(offer, payment.network(), payment.asset()));
	}

	void close() {
		this.meters.forEach(this.registry::remove);
	}

	private Counter counter(String name) {
		return add(this.registry.counter(PREFIX + name, this.tags));
	}

	private <M extends Meter> M add(M meter) {
		if (!this.meters.contains(meter)) {
			this.meters.add(meter);
		}
		return meter;
	}

	private static Tags tags(OfferName offer, Network network, String asset) {
		return Tags.of("offer_namespace", offer.namespace(), "offer_name", offer.name(), "chain", network.caip2(),
				"asset_symbol",
				TokenRegistry.standard().byAddress(network, asset).map(Token::symbol).orElse("unknown"));
	}

}
