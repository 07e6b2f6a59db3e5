package org.obol.gateway.facilitator;

import org.obol.gateway.wire.OffLoop;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Supported;
import org.obol.x402.facilitator.Facilitator;
import org.obol.x402.facilitator.Settlement;
import org.obol.x402.facilitator.Verification;

/**
 * A facilitator whose clients look names up where they are called, and so must not be
 * called on an event loop.
 */
final class OffLoopFacilitator implements Facilitator {

	private final Facilitator facilitator;

	OffLoopFacilitator(Facilitator facilitator) {
		this.facilitator = facilitator;
	}

	@Override
	public Verification verify(PaymentPayload payment, PaymentRequirements requirements) {
		return OffLoop.call(() -> this.facilitator.verify(payment, requirements));
	}

	@Override
	public Settlement settle(PaymentPayload payment, PaymentRequirements requirements) {
		return OffLoop.call(() -> this.facilitator.settle(payment, requirements));
	}

	@Override
	public Supported supported() {
		return OffLoop.call(this.facilitator::supported);
	}

}
