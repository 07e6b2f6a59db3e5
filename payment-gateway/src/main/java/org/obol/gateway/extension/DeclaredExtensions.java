package org.obol.gateway.extension;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.route.QuoteExtensions;
import org.obol.x402.Network;
import org.obol.x402.TransferMethod;
import org.obol.x402.evm.GasSponsoring;
import org.obol.x402.extension.Bazaar;
import org.obol.x402.extension.OfferReceipt;
import org.obol.x402.extension.PaymentIdentifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts together what the 402 of an offer declares. */
@Component
class DeclaredExtensions implements QuoteExtensions {

	/** How long a signed offer is given out; it holds for at least as long again. */
	private static final Duration GIVEN_OUT = Duration.ofMinutes(30);

	/** Each costs a header some 900 characters, and many clients take 16 KB in all. */
	private static final int MOST_SIGNED = 3;

	private final SupportedExtensions supported;

	private final @Nullable OfferReceipt signer;

	private final Clock clock;

	DeclaredExtensions(SupportedExtensions supported, ObjectProvider<OfferReceipt> signer, Clock clock) {
		this.supported = supported;
		this.signer = signer.getIfAvailable();
		this.clock = clock;
	}

	@Override
	public int version() {
		return Objects.hash(this.supported.version(), (this.signer != null) ? edition() : 0L);
	}

	@Override
	public Map<String, Object> of(Sold sold) {
		Map<String, Object> extensions = new LinkedHashMap<>();
		// Who declares it without a facilitator that does it would send buyers into
		// refusals.
		if (takesPermit2(sold) && this.supported.includes(GasSponsoring.KEY)) {
			extensions.put(GasSponsoring.KEY, GasSponsoring.advertisement());
		}
		extensions.put(PaymentIdentifier.KEY, PaymentIdentifier.declaration(false));
		// As the storefront's /discovery/resources has it.
		extensions.put(Bazaar.KEY, sold.runtime().isChat() ? Bazaar.chat() : Bazaar.query("GET"));
		if (this.signer != null && sold.accepts().size() <= MOST_SIGNED) {
			Instant until = Instant.ofEpochSecond((edition() + 2) * GIVEN_OUT.toSeconds());
			extensions.put(OfferReceipt.KEY, this.signer.offers(sold.url(), sold.accepts(), until));
		}
		return extensions;
	}

	@Override
	public Optional<String> facilitatorAddress(Network network) {
		return this.supported.facilitatorAddress(network);
	}

	private long edition() {
		return this.clock.instant().getEpochSecond() / GIVEN_OUT.toSeconds();
	}

	private static boolean takesPermit2(Sold sold) {
		return sold.accepts()
			.stream()
			.anyMatch((offer) -> offer.transferMethod().filter(TransferMethod.PERMIT2::equals).isPresent());
	}

}
