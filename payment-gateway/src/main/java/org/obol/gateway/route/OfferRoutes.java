package org.obol.gateway.route;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.OfferReason;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferStatus;
import org.obol.gateway.ledger.OfferName;
import org.obol.x402.PaymentRequirements;

/**
 * Decides which offers are live, and at which path: a pure function of what is declared.
 */
final class OfferRoutes {

	private final OfferReader reader;

	private final TokenGate tokens;

	private final QuoteExtensions extensions;

	private Map<OfferName, Built> built = Map.of();

	OfferRoutes(URI publicUrl, TokenGate tokens, QuoteExtensions extensions) {
		this.tokens = tokens;
		this.extensions = extensions;
		this.reader = new OfferReader(publicUrl, extensions);
	}

	RouteTable.Snapshot snapshot(Collection<ServiceOffer> offers) {
		Map<OfferName, Built> next = HashMap.newHashMap(offers.size());
		Map<String, Built> holders = HashMap.newHashMap(offers.size());
		for (ServiceOffer offer : offers) {
			Built built = build(offer);
			next.put(built.name, built);
			// The older offer keeps the path, also while it is down: nobody takes over
			// its buyers.
			if (!built.refused) {
				holders.merge(built.path, built, Built::older);
			}
		}
		this.built = next;
		Map<String, Route> live = HashMap.newHashMap(holders.size());
		Map<String, OfferName> closed = new HashMap<>();
		holders.forEach((path, built) -> {
			if (built.route != null && isPayable(built.route)) {
				live.put(path, built.route);
			}
			else {
				closed.put(path, built.name);
			}
		});
		return new RouteTable.Snapshot(live, closed);
	}

	/** Encoding a quote is most of the work, so what has not changed is kept. */
	private Built build(ServiceOffer offer) {
		OfferName name = OfferReader.name(offer);
		Built before = this.built.get(name);
		int extensions = this.extensions.version();
		if (before != null && before.isStill(offer, extensions)) {
			return before;
		}
		boolean refused = wasRefusedItsPath(offer);
		V1ObjectMeta metadata = offer.getMetadata();
		return new Built(name, offer.effectivePath(), metadata.getUid(), metadata.getResourceVersion(), extensions,
				created(offer), refused, !refused && isLive(offer) ? this.reader.route(offer) : null);
	}

	/** Asked at every rebuild: the token may be put right without the offer changing. */
	private boolean isPayable(Route route) {
		if (!isPayable(route.accepts())) {
			return false;
		}
		for (Gate gate : route.gates()) {
			if (gate.terms() != null && !isPayable(gate.terms().accepts())) {
				return false;
			}
		}
		return true;
	}

	private boolean isPayable(List<PaymentRequirements> accepts) {
		for (PaymentRequirements terms : accepts) {
			if (this.tokens.problem(terms).isPresent()) {
				return false;
			}
		}
		return true;
	}

	private static OffsetDateTime created(ServiceOffer offer) {
		return Objects.requireNonNullElse(offer.getMetadata().getCreationTimestamp(), OffsetDateTime.MAX);
	}

	/** It must not close a path that is somebody else's, nor one below it. */
	private static boolean wasRefusedItsPath(ServiceOffer offer) {
		return Condition.of(offer.conditions(), OfferCondition.ROUTE_PUBLISHED.wire())
			.map(Condition::reason)
			.filter((reason) -> OfferReason.PATH_CONFLICT.wire().equals(reason)
					|| OfferReason.RESERVED_PATH.wire().equals(reason))
			.isPresent();
	}

	private static boolean isLive(ServiceOffer offer) {
		ServiceOfferStatus status = offer.getStatus();
		return !offer.isBeingDeleted() && !offer.isPaused() && !status.accepts().isEmpty() && status.upstream() != null
				&& Condition.holds(offer.conditions(), OfferCondition.MODEL_READY.wire())
				&& Condition.holds(offer.conditions(), OfferCondition.UPSTREAM_HEALTHY.wire());
	}

	/** What one version of an offer came to, with all that a rebuild asks of it. */
	private record Built(OfferName name, String path, @Nullable String uid, @Nullable String resourceVersion,
			int extensions, OffsetDateTime created, boolean refused, @Nullable Route route) {

		boolean isStill(ServiceOffer offer, int now) {
			V1ObjectMeta metadata = offer.getMetadata();
			return this.resourceVersion != null && this.resourceVersion.equals(metadata.getResourceVersion())
					&& Objects.equals(this.uid, metadata.getUid()) && this.extensions == now;
		}

		static Built older(Built one, Built other) {
			int order = one.created.compareTo(other.created);
			return (order < 0 || (order == 0 && one.name.compareTo(other.name) <= 0)) ? one : other;
		}

	}

}
