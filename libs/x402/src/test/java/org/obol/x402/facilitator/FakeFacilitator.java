package org.obol.x402.facilitator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Supported;
import org.obol.x402.X402Version;

/**
 * Keeps a log and answers what a test tells it to.
 */
final class FakeFacilitator implements Facilitator {

	final List<String> calls = Collections.synchronizedList(new ArrayList<>());

	Verification verification = new Verification.Valid("0xbuyer");

	Settlement settlement = new Settlement.Settled("0xabc", "0xbuyer", null);

	Supported supported = new Supported(List.of(), List.of(), Map.of());

	boolean silent;

	CountDownLatch gate = new CountDownLatch(0);

	static FakeFacilitator of(String scheme, Network network) {
		FakeFacilitator fake = new FakeFacilitator();
		fake.supported = new Supported(List.of(new Supported.Kind(X402Version.V2, scheme, network, Map.of())),
				List.of(scheme), Map.of("eip155:*", List.of("0x" + scheme)));
		return fake;
	}

	@Override
	public Verification verify(PaymentPayload payment, PaymentRequirements requirements) {
		this.calls.add("verify");
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.verification;
	}

	@Override
	public Settlement settle(PaymentPayload payment, PaymentRequirements requirements) {
		this.calls.add("settle");
		return this.settlement;
	}

	@Override
	public Supported supported() {
		this.calls.add("supported");
		if (this.silent) {
			throw new FacilitatorException("silent");
		}
		return this.supported;
	}

}
