package org.obol.offercontroller.registration;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus.Registration;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers registrations of offers that were deleted. An entry in an ERC-8004 registry
 * stays for ever and points to this market, so the market has to go on saying that
 * nothing is sold under it any more. Kept in a ConfigMap that the chart makes; the
 * storefront reads it.
 */
public final class Tombstones {

	private static final Logger log = LoggerFactory.getLogger(Tombstones.class);

	private final Cluster cluster;

	private final @Nullable ObjectKey place;

	private final Clock clock;

	/**
	 * Writes into a ConfigMap.
	 * @param cluster the API server
	 * @param place the ConfigMap; null remembers nothing
	 * @param clock dates a tombstone
	 */
	public Tombstones(Cluster cluster, @Nullable ObjectKey place, Clock clock) {
		this.cluster = cluster;
		this.place = place;
		this.clock = clock;
	}

	/**
	 * Leaves a tombstone for every registration of an offer that goes. One that is there
	 * already stays as it is.
	 * @param offer the offer
	 * @throws ApiException if the API server can't take it now
	 */
	public void leave(ServiceOffer offer) throws ApiException {
		if (this.place == null || offer.getStatus().registrations().isEmpty()) {
			return;
		}
		Optional<JsonObject> there = this.cluster.get(ResourceType.CONFIG_MAP, this.place);
		if (there.isEmpty()) {
			log.warn("There is no ConfigMap {}, so nothing will say that the registrations of offer {} are over",
					this.place, ObjectKey.of(offer));
			return;
		}
		JsonObject data = new JsonObject();
		for (Registration one : offer.getStatus().registrations()) {
			String key = one.network().replace(':', '-') + "." + one.agentId();
			if (Documents.at(there.get(), "data", key).isJsonNull()) {
				data.addProperty(key, tombstone(offer, one).toString());
			}
		}
		if (!data.isEmpty()) {
			this.cluster.merge(ResourceType.CONFIG_MAP, this.place, Documents.object("data", data));
		}
	}

	private JsonObject tombstone(ServiceOffer offer, Registration registration) {
		ServiceOfferSpec.Registration wish = offer.getSpec().registration();
		String name = (wish != null) ? Objects.requireNonNullElse(wish.name(), offer.name()) : offer.name();
		return Documents.object("network", registration.network(), "agentId", registration.agentId(), "name", name,
				"image", (wish != null) ? wish.image() : null, "endedAt",
				this.clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
	}

}
