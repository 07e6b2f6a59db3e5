package org.obol.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Supported;
import org.obol.x402.facilitator.Facilitator;
import org.obol.x402.facilitator.Settlement;
import org.obol.x402.facilitator.Verification;

/** A facilitator with a log, and a knob for each question. */
public final class FakeFacilitator implements Facilitator {

	public final List<String> calls = new CopyOnWriteArrayList<>();

	public final AtomicInteger settled = new AtomicInteger();

	public volatile Function<PaymentPayload, Verification> verification;

	public volatile Function<PaymentPayload, Settlement> settlement;

	public volatile Supplier<List<String>> listed = () -> List.of("eip2612GasSponsoring");

	public volatile Supplier<List<Supported.Kind>> kinds = List::of;

	public volatile Map<String, List<String>> signers = Map.of();

	/** Who is asked instead, if anybody. */
	public volatile Facilitator real;

	/** What was to be settled, in atomic units. */
	public final List<String> amounts = new CopyOnWriteArrayList<>();

	public FakeFacilitator() {
		reset();
	}

	public void reset() {
		this.calls.clear();
		this.amounts.clear();
		this.real = null;
		this.settled.set(0);
		this.verification = (payment) -> new Verification.Valid(payment.payer().orElseThrow());
		this.settlement = (payment) -> new Settlement.Settled("0x" + "ab".repeat(32), payment.payer().orElseThrow(),
				null);
	}

	@Override
	public Verification verify(PaymentPayload payment, PaymentRequirements requirements) {
		this.calls.add("verify");
		if (this.real != null) {
			return this.real.verify(payment, requirements);
		}
		return this.verification.apply(payment);
	}

	@Override
	public Settlement settle(PaymentPayload payment, PaymentRequirements requirements) {
		this.calls.add("settle");
		this.amounts.add(requirements.amount().toString());
		Settlement result = (this.real != null) ? this.real.settle(payment, requirements)
				: this.settlement.apply(payment);
		if (result instanceof Settlement.Settled) {
			this.settled.incrementAndGet();
		}
		return result;
	}

	@Override
	public Supported supported() {
		return new Supported(this.kinds.get(), this.listed.get(), this.signers);
	}

}
