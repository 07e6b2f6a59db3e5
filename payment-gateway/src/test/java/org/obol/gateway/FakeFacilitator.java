package org.obol.gateway;

import java.util.List;
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

	public FakeFacilitator() {
		reset();
	}

	public void reset() {
		this.calls.clear();
		this.settled.set(0);
		this.verification = (payment) -> new Verification.Valid(payment.payer().orElseThrow());
		this.settlement = (payment) -> new Settlement.Settled("0x" + "ab".repeat(32), payment.payer().orElseThrow(),
				null);
	}

	@Override
	public Verification verify(PaymentPayload payment, PaymentRequirements requirements) {
		this.calls.add("verify");
		return this.verification.apply(payment);
	}

	@Override
	public Settlement settle(PaymentPayload payment, PaymentRequirements requirements) {
		this.calls.add("settle");
		Settlement result = this.settlement.apply(payment);
		if (result instanceof Settlement.Settled) {
			this.settled.incrementAndGet();
		}
		return result;
	}

	@Override
	public Supported supported() {
		return new Supported(List.of(), this.listed.get(), java.util.Map.of());
	}

}
