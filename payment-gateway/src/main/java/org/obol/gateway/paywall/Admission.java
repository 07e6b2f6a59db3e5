package org.obol.gateway.paywall;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.ledger.Claim;
import org.obol.gateway.route.RouteTable;
import org.obol.gateway.upstream.PreparedRequest;
import org.obol.gateway.upstream.RequestRules;
import org.obol.x402.PaymentId;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Permit2Authorization;
import org.obol.x402.SchemePayload;
import org.obol.x402.codec.MalformedMessageException;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.extension.OfferReceipt;
import org.obol.x402.extension.PaymentIdentifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Checks what can be checked of a paid call without asking anybody but the ledger, and
 * that only about terms which nobody offers any more.
 */
@Component
class Admission {

	// Beyond what timestamps hold; nobody's answer is that late.
	private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

	private final RequestRules rules;

	private final PaywallProperties properties;

	private final @Nullable OfferReceipt receipts;

	private final Clock clock;

	private final RouteTable table;

	private final SoldTerms sold;

	Admission(RequestRules rules, PaywallProperties properties, ObjectProvider<OfferReceipt> receipts, Clock clock,
			RouteTable table, SoldTerms sold) {
		this.sold = sold;
		this.receipts = receipts.getIfAvailable();
		this.table = table;
		this.rules = rules;
		this.properties = properties;
		this.clock = clock;
	}

	/** What becomes of a call before the ledger hears of it. */
	sealed interface Verdict {

		record Admitted(Sale sale) implements Verdict {

		}

		record Refused(Reply.Whole reply) implements Verdict {

		}

		/**
		 * Too late to be taken, or for terms of the past, unless it was charged before.
		 */
		record Late(Sale sale, Reply.Whole refusal) implements Verdict {

		}

	}

	Verdict check(PaidCall call) {
		PaymentPayload payment;
		String identifier;
		try {
			payment = PaymentPayloadCodec.decodeHeader(call.payment());
			identifier = PaymentIdentifier.in(payment).orElse(null);
		}
		catch (MalformedMessageException | IllegalArgumentException ex) {
			return new Verdict.Refused(Refusals.malformed(String.valueOf(ex.getMessage())));
		}
		Optional<PaymentRequirements> offer = call.route()
			.requirementsFor(payment)
			.or(() -> this.table.formerTerms(call.route(), payment));
		return offer.isPresent() ? check(call, payment, offer.get(), identifier) : formerly(call, payment, identifier);
	}

	/**
	 * Nobody asks for that any more, and perhaps nobody ever did. Who was charged for it
	 * is served; anybody else has to sign what is asked for now.
	 */
	private Verdict formerly(PaidCall call, PaymentPayload payment, @Nullable String identifier) {
		Reply.Whole refusal = Refusals.noMatch(call.route());
		return this.sold.of(payment, call.route(), fingerprint(call))
			.map((terms) -> switch (check(call, payment, terms, identifier)) {
				case Verdict.Admitted(Sale sale) -> new Verdict.Late(sale, refusal);
				case Verdict.Late(Sale sale, Reply.Whole ignored) -> new Verdict.Late(sale, refusal);
				case Verdict.Refused refused -> refused;
			})
			.orElseGet(() -> new Verdict.Refused(refusal));
	}

	private Verdict check(PaidCall call, PaymentPayload payment, PaymentRequirements offer,
			@Nullable String identifier) {
		if (!saysWhatItAccepts(payment, offer)) {
			return new Verdict.Refused(Refusals.noMatch(call.route()));
		}
		return switch (this.rules.prepare(call.route(), call.request())) {
			case PreparedRequest.Refused(int status, String code, String sentence) ->
				new Verdict.Refused(Refusals.problem(status, code, sentence, "Nothing was charged.", false));
			case PreparedRequest.Ready ready -> check(call, payment, offer, ready, identifier);
		};
	}

	private Verdict check(PaidCall call, PaymentPayload payment, PaymentRequirements offer,
			PreparedRequest.Ready request, @Nullable String identifier) {
		Optional<PaymentId> id = payment.id(offer);
		Optional<BigInteger> validBefore = payment.validBefore();
		if (id.isEmpty() || validBefore.isEmpty()) {
			return new Verdict.Refused(Refusals.malformed("payload has no authorization that is understood here"));
		}
		Instant expires = instant(validBefore.get());
		Duration left = Duration.between(this.clock.instant(), expires);
		Duration needed = needed(offer);
		boolean late = left.compareTo(needed) < 0;
		// Who has paid is served for as long as that takes.
		Duration time = late ? this.properties.upstreamTimeout() : timeForTheCall(left);
		Claim claim = new Claim(id.get(), payment.version(), offer.scheme(), call.route().offer(), offer.amount(),
				offer.payTo(), fingerprint(call), expires);
		Sale sale = new Sale(call, payment, offer, claim, request, identifier, time,
				confirmation(call, payment, claim));
		return late ? new Verdict.Late(sale, Refusals.expiresTooSoon(call.route(), needed.toSeconds()))
				: new Verdict.Admitted(sale);
	}

	/**
	 * A receipt that is signed costs time and bytes, so who did not send the extension
	 * back gets none.
	 */
	private Function<String, Map<String, Object>> confirmation(PaidCall call, PaymentPayload payment, Claim claim) {
		OfferReceipt signer = this.receipts;
		if (signer == null || !payment.extensions().containsKey(OfferReceipt.KEY)) {
			return (ignored) -> Map.of();
		}
		String url = call.route().quote().required().resource().url();
		return (transaction) -> Map.of(OfferReceipt.KEY, signer.receipt(url, claim.id().network().caip2(),
				claim.id().payer(), transaction, this.clock.instant()));
	}

	private Duration timeForTheCall(Duration left) {
		Duration half = left.dividedBy(2);
		Duration most = left.minus(this.properties.settlementTime());
		Duration time = (most.compareTo(half) < 0) ? half : most;
		return (time.compareTo(this.properties.upstreamTimeout()) < 0) ? time : this.properties.upstreamTimeout();
	}

	private Duration needed(PaymentRequirements offer) {
		Duration usual = this.properties.settlementTime().plus(this.properties.shortestRun());
		// Who offers a shorter validity than that can not ask buyers for more.
		Duration offered = Duration.ofSeconds(offer.maxTimeoutSeconds()).minusSeconds(2);
		return (offered.compareTo(usual) < 0) ? offered : usual;
	}

	/**
	 * Whether the signed part says the same as the accepted offer. A lenient facilitator
	 * settles a higher value, or to somebody else.
	 */
	private static boolean saysWhatItAccepts(PaymentPayload payment, PaymentRequirements offer) {
		return switch (payment.payload()) {
			case SchemePayload.Eip3009 eip3009 -> eip3009.authorization().value().equals(offer.amount())
					&& eip3009.authorization().to().equalsIgnoreCase(offer.payTo());
			case SchemePayload.Permit2 permit2 -> permit2.authorization().amount().equals(offer.amount())
					&& permit2.authorization().witness().to().equalsIgnoreCase(offer.payTo())
					&& permit2.authorization().token().equalsIgnoreCase(offer.asset())
					&& namesTheFacilitator(permit2.authorization().witness(), offer);
			case SchemePayload.Opaque ignored -> false;
		};
	}

	/** Only who is named may settle less than the maximum. */
	private static boolean namesTheFacilitator(Permit2Authorization.Witness witness, PaymentRequirements offer) {
		String named = witness.facilitator();
		return PaymentRequirements.UPTO.equals(offer.scheme()) ? named != null
				&& offer.extraText(PaymentRequirements.FACILITATOR_ADDRESS).filter(named::equalsIgnoreCase).isPresent()
				: named == null;
	}

	private static Instant instant(BigInteger seconds) {
		return (seconds.compareTo(BigInteger.valueOf(FAR.getEpochSecond())) > 0) ? FAR
				: Instant.ofEpochSecond(seconds.longValueExact());
	}

	private static String fingerprint(PaidCall call) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			String head = call.route().offer() + "\n" + call.request().method() + "\n" + call.request().rest() + "\n"
					+ call.request().query() + "\n";
			digest.update(head.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest.digest(call.request().body()));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
