package org.obol.x402.facilitator;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Supported;

/**
 * Keeps a slow or broken facilitator from taking the whole gateway with it: only so many
 * calls at once, and none at all for a while after too many failures in a row. A call
 * that isn't made is told as {@link ErrorReason#FACILITATOR_BUSY}: nothing was sent.
 */
public final class GuardedFacilitator implements Facilitator {

	/** Reasons that are about the facilitator and not about the payment. */
	private static final Set<ErrorReason> BROKEN = Set.of(ErrorReason.FACILITATOR_UNREACHABLE,
			ErrorReason.FACILITATOR_TIMEOUT, ErrorReason.FACILITATOR_ERROR);

	private static final String BUSY = "too many calls at once, or too many failures in a row";

	private final Facilitator facilitator;

	private final Semaphore verifications;

	private final Semaphore settlements;

	private final Duration maxWait;

	private final CircuitBreaker breaker;

	/**
	 * A guard in front of a facilitator.
	 * @param facilitator who does the work
	 * @param settings how much it is trusted with
	 * @param clock the time
	 */
	public GuardedFacilitator(Facilitator facilitator, GuardSettings settings, Clock clock) {
		this.facilitator = facilitator;
		this.verifications = new Semaphore(settings.maxVerifications());
		this.settlements = new Semaphore(settings.maxSettlements());
		this.maxWait = settings.maxWait();
		this.breaker = new CircuitBreaker(clock, settings.failuresToOpen(), settings.openFor());
	}

	@Override
	public Verification verify(PaymentPayload payment, PaymentRequirements requirements) {
		return guarded(this.verifications, () -> this.facilitator.verify(payment, requirements),
				(verdict) -> verdict instanceof Verification.Unavailable,
				() -> new Verification.Unavailable(ErrorReason.FACILITATOR_BUSY, BUSY));
	}

	@Override
	public Settlement settle(PaymentPayload payment, PaymentRequirements requirements) {
		return guarded(this.settlements, () -> this.facilitator.settle(payment, requirements),
				GuardedFacilitator::isBroken, () -> new Settlement.Failed(ErrorReason.FACILITATOR_BUSY, BUSY, null));
	}

	@Override
	public Supported supported() {
		return this.facilitator.supported();
	}

	private <T> T guarded(Semaphore turns, Supplier<T> call, Predicate<T> broken, Supplier<T> refused) {
		if (!acquire(turns)) {
			return refused.get();
		}
		try {
			if (!this.breaker.allows()) {
				return refused.get();
			}
			T verdict = call.get();
			if (broken.test(verdict)) {
				this.breaker.failed();
			}
			else {
				this.breaker.succeeded();
			}
			return verdict;
		}
		finally {
			turns.release();
		}
	}

	private boolean acquire(Semaphore turns) {
		try {
			return turns.tryAcquire(this.maxWait.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static boolean isBroken(Settlement settlement) {
		return switch (settlement) {
			case Settlement.Settled ignored -> false;
			case Settlement.Failed(ErrorReason reason, var ignored, var alsoIgnored) -> BROKEN.contains(reason);
			case Settlement.Unknown(ErrorReason reason, var ignored, var alsoIgnored) -> BROKEN.contains(reason);
		};
	}

}
