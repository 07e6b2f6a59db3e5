package org.obol.x402.facilitator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Supported;
import org.obol.x402.X402Version;

/**
 * Several facilitators as one: the first whose {@code /supported} lists an offer's scheme
 * and chain gets its payments, verification and settlement alike. What they support is
 * remembered, so that what an offer says about its facilitator doesn't change between the
 * quote and the payment.
 */
public final class FacilitatorRoster implements Facilitator {

	private static final Duration FRESH = Duration.ofMinutes(10);

	private static final Duration RETRY = Duration.ofSeconds(15);

	private final List<Member> members;

	private final Clock clock;

	/**
	 * A roster.
	 * @param facilitators the preferred one first
	 * @param clock the time
	 */
	public FacilitatorRoster(List<Facilitator> facilitators, Clock clock) {
		this.members = facilitators.stream().map(Member::new).toList();
		this.clock = clock;
	}

	@Override
	public Verification verify(PaymentPayload payment, PaymentRequirements requirements) {
		Facilitator chosen = choose(requirements).orElse(null);
		if (chosen != null) {
			return chosen.verify(payment, requirements);
		}
		return isComplete()
				? new Verification.Invalid(ErrorReason.UNSUPPORTED_SCHEME, nobody(requirements),
						payment.payer().orElse(null))
				: new Verification.Unavailable(ErrorReason.FACILITATOR_UNREACHABLE, nobody(requirements));
	}

	@Override
	public Settlement settle(PaymentPayload payment, PaymentRequirements requirements) {
		Facilitator chosen = choose(requirements).orElse(null);
		if (chosen != null) {
			return chosen.settle(payment, requirements);
		}
		return new Settlement.Failed(
				isComplete() ? ErrorReason.UNSUPPORTED_SCHEME : ErrorReason.FACILITATOR_UNREACHABLE,
				nobody(requirements), null);
	}

	@Override
	public Supported supported() {
		List<Supported.Kind> kinds = new ArrayList<>();
		List<String> extensions = new ArrayList<>();
		Map<String, List<String>> signers = new LinkedHashMap<>();
		boolean anyone = false;
		for (Member member : this.members) {
			Supported one = member.supported(this.clock.instant());
			if (one != null) {
				anyone = true;
				kinds.addAll(one.kinds());
				one.extensions().stream().filter((name) -> !extensions.contains(name)).forEach(extensions::add);
				one.signers()
					.forEach((network, addresses) -> signers.computeIfAbsent(network, (ignored) -> new ArrayList<>())
						.addAll(addresses));
			}
		}
		if (!anyone) {
			throw new FacilitatorException("no facilitator says what it supports");
		}
		return new Supported(kinds, extensions, signers);
	}

	private Optional<Facilitator> choose(PaymentRequirements offer) {
		for (Member member : this.members) {
			Supported supported = member.supported(this.clock.instant());
			if (supported != null && supported.includes(X402Version.V2, offer.scheme(), offer.network())) {
				return Optional.of(member.facilitator);
			}
		}
		return Optional.empty();
	}

	/** Whether everybody has said what it supports. */
	private boolean isComplete() {
		return this.members.stream().allMatch((member) -> member.supported(this.clock.instant()) != null);
	}

	private static String nobody(PaymentRequirements offer) {
		return "no facilitator lists " + offer.scheme() + " on " + offer.network();
	}

	/**
	 * One facilitator and what it last said.
	 */
	private static final class Member {

		private final Facilitator facilitator;

		private @Nullable Supported known;

		private Instant nextQuestion = Instant.MIN;

		Member(Facilitator facilitator) {
			this.facilitator = facilitator;
		}

		/** The last answer stays good while no new one can be had. */
		synchronized @Nullable Supported supported(Instant now) {
			if (!now.isBefore(this.nextQuestion)) {
				try {
					this.known = this.facilitator.supported();
					this.nextQuestion = now.plus(FRESH);
				}
				catch (FacilitatorException ex) {
					this.nextQuestion = now.plus(RETRY);
				}
			}
			return this.known;
		}

	}

}
