package org.obol.gateway.route;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.obol.api.OfferRoute;
import org.obol.api.RouteGate;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.gateway.ledger.OfferName;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one live offer: what is sold, for how much, and the 402 that says so. A pure
 * function of what is declared and worked out.
 */
final class OfferReader {

	private static final Logger log = LoggerFactory.getLogger(OfferReader.class);

	private static final Pattern GRACE = Pattern.compile("([0-9]{1,9})([smhd])");

	private static final Duration DEFAULT_GRACE = Duration.ofHours(1);

	private static final int MAX_DESCRIPTION = 300;

	private final String publicUrl;

	private final QuoteExtensions extensions;

	OfferReader(URI publicUrl, QuoteExtensions extensions) {
		String text = publicUrl.toString();
		this.publicUrl = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
		this.extensions = extensions;
	}

	static OfferName name(ServiceOffer offer) {
		return new OfferName(offer.namespace(), offer.name());
	}

	/** One bad offer closes itself, never the table. */
	@Nullable Route route(ServiceOffer offer) {
		try {
			ServiceOfferSpec spec = offer.getSpec();
			ServiceOfferStatus status = offer.getStatus();
			Runtime runtime = runtime(offer);
			List<PaymentRequirements> accepts = accepts(status.accepts());
			URI upstream = URI.create(Objects.requireNonNull(status.upstream()).url());
			Route route = new Route(name(offer), offer.effectivePath(), runtime, upstream,
					runtime.isAgent() ? agentNamespace(offer) : "", model(offer), accepts,
					quote(offer, runtime, accepts), Limits.of(spec.limits()), SettlementTime.of(spec.settlement()),
					until(spec), List.of());
			return route.behind(OfferRoute.of(offer).stream().map((declared) -> gate(offer, route, declared)).toList());
		}
		catch (IllegalArgumentException ex) {
			log.warn("Offer {} can't be routed: {}", name(offer), ex.getMessage());
			return null;
		}
	}

	/** Every paid path has a 402 of its own, which names that path and its price. */
	private Gate gate(ServiceOffer offer, Route route, OfferRoute declared) {
		if (declared.gate() != RouteGate.PAID) {
			return new Gate(declared, null);
		}
		List<PaymentRequirements> accepts = accepts(declared.accepts());
		String said = (declared.summary() != null) ? declared.summary() : description(offer);
		Quote quote = quote(route.path() + declared.below(), said, route.runtime(), accepts);
		return new Gate(declared, route.charging(accepts, quote, SettlementTime.of(declared.settlement())));
	}

	private static Runtime runtime(ServiceOffer offer) {
		return switch (offer.getSpec().effectiveType()) {
			case ServiceOfferSpec.TYPE_AGENT -> {
				var resolution = offer.getStatus().agentResolution();
				yield (resolution != null && "demo".equals(resolution.runtime())) ? Runtime.DEMO : Runtime.HERMES;
			}
			case ServiceOfferSpec.TYPE_INFERENCE -> Runtime.INFERENCE;
			default -> Runtime.HTTP;
		};
	}

	private static String agentNamespace(ServiceOffer offer) {
		var agent = offer.getSpec().agent();
		var ref = (agent != null) ? agent.ref() : null;
		return (ref != null) ? ref.namespace() : offer.namespace();
	}

	private static String model(ServiceOffer offer) {
		var resolution = offer.getStatus().agentResolution();
		if (resolution != null && resolution.model() != null) {
			return resolution.model();
		}
		var model = offer.getSpec().model();
		return (model != null) ? model.name() : "";
	}

	/** What can be settled; only the gateway knows by whom. */
	private List<PaymentRequirements> accepts(List<ServiceOfferStatus.Accepts> declared) {
		List<PaymentRequirements> accepts = declared.stream()
			.map(OfferReader::requirements)
			.flatMap((terms) -> withFacilitator(terms).stream())
			.toList();
		if (accepts.isEmpty()) {
			throw new IllegalArgumentException("no facilitator settles scheme upto there");
		}
		return accepts;
	}

	private Optional<PaymentRequirements> withFacilitator(PaymentRequirements terms) {
		if (!PaymentRequirements.UPTO.equals(terms.scheme())
				|| terms.extraText(PaymentRequirements.FACILITATOR_ADDRESS).isPresent()) {
			return Optional.of(terms);
		}
		return this.extensions.facilitatorAddress(terms.network())
			.map((address) -> terms.withExtra(PaymentRequirements.FACILITATOR_ADDRESS, address));
	}

	private static PaymentRequirements requirements(ServiceOfferStatus.Accepts accepts) {
		return new PaymentRequirements(accepts.scheme(), new Network(accepts.network()),
				AtomicAmount.parse(accepts.amount()), accepts.asset(), accepts.payTo(),
				Math.toIntExact(accepts.maxTimeoutSeconds()), accepts.extra());
	}

	private Quote quote(ServiceOffer offer, Runtime runtime, List<PaymentRequirements> accepts) {
		String path = offer.effectivePath() + (runtime.isChat() ? "/v1/chat/completions" : "");
		return quote(path, description(offer), runtime, accepts);
	}

	private Quote quote(String path, String description, Runtime runtime, List<PaymentRequirements> accepts) {
		String url = this.publicUrl + path;
		PaymentRequired required = PaymentRequired
			.of("Payment required", ResourceInfo.of(url, shortened(description), "application/json"), accepts)
			.withExtensions(this.extensions.of(new QuoteExtensions.Sold(url, runtime, accepts)));
		return Quote.of(required, runtime);
	}

	private static String description(ServiceOffer offer) {
		return Objects.requireNonNullElse(offer.getSpec().description(), offer.name());
	}

	/**
	 * Clients refuse headers over 16 KB, and the offer is echoed back in the payment.
	 */
	private static String shortened(String description) {
		return (description.length() > MAX_DESCRIPTION) ? description.substring(0, MAX_DESCRIPTION) : description;
	}

	private static @Nullable Instant until(ServiceOfferSpec spec) {
		String drainAt = spec.drainAt();
		if (drainAt == null) {
			return null;
		}
		try {
			return OffsetDateTime.parse(drainAt).toInstant().plus(grace(spec.drainGracePeriod()));
		}
		catch (DateTimeParseException ex) {
			throw new IllegalArgumentException("drainAt " + drainAt + " is not an RFC 3339 time", ex);
		}
	}

	private static Duration grace(@Nullable String text) {
		Matcher matcher = GRACE.matcher(Objects.requireNonNullElse(text, ""));
		if (!matcher.matches()) {
			return DEFAULT_GRACE;
		}
		long amount = Long.parseLong(matcher.group(1));
		return switch (matcher.group(2)) {
			case "s" -> Duration.ofSeconds(amount);
			case "m" -> Duration.ofMinutes(amount);
			case "h" -> Duration.ofHours(amount);
			default -> Duration.ofDays(amount);
		};
	}

}
