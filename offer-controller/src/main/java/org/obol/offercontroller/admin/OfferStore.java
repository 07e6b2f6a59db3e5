package org.obol.offercontroller.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.kubernetes.client.openapi.ApiException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOffer;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.Informers;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;

/** Reads and writes offers on behalf of a caller whose right to do so was checked. */
class OfferStore {

	private final Cluster cluster;

	private final Informers informers;

	private final Clock clock;

	OfferStore(Cluster cluster, Informers informers, Clock clock) {
		this.cluster = cluster;
		this.informers = informers;
		this.clock = clock;
	}

	/** From the watched cache: a list may be as old as its last event. */
	List<ServiceOffer> list(@Nullable String namespace) {
		return Informers.all(this.informers.offers())
			.stream()
			.filter((offer) -> namespace == null || offer.namespace().equals(namespace))
			.toList();
	}

	JsonObject get(ObjectKey key) {
		return shown(answering(key,
				() -> this.cluster.get(ResourceType.SERVICE_OFFER, key).orElseThrow(() -> Refusals.notFound(key))));
	}

	JsonObject create(OfferRequest request) {
		return shown(
				answering(request.key(), () -> this.cluster.create(ResourceType.SERVICE_OFFER, request.document())));
	}

	JsonObject patch(OfferRequest request) {
		return shown(answering(request.key(),
				() -> this.cluster.merge(ResourceType.SERVICE_OFFER, request.key(), request.document())));
	}

	void delete(ObjectKey key) {
		if (!answering(key, () -> this.cluster.delete(ResourceType.SERVICE_OFFER, key, null))) {
			throw Refusals.notFound(key);
		}
	}

	JsonObject pause(ObjectKey key, boolean paused) {
		JsonObject annotations = new JsonObject();
		annotations.add(ServiceOffer.PAUSED_ANNOTATION, paused ? new JsonPrimitive("true") : JsonNull.INSTANCE);
		return patch(new OfferRequest(key, Documents.object("metadata", Documents.object("annotations", annotations))));
	}

	/** From now on the offer is on its way out; it still answers for the grace period. */
	JsonObject drain(ObjectKey key, @Nullable String gracePeriod) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		return patch(new OfferRequest(key, Documents.object("spec",
				Documents.object("drainAt", now.toString(), "drainGracePeriod", gracePeriod))));
	}

	JsonArray events(ObjectKey key) {
		get(key);
		JsonArray events = new JsonArray();
		answering(key, () -> this.cluster.list(ResourceType.EVENT, key.namespace(), "")).stream()
			.filter((event) -> "ServiceOffer".equals(Documents.text(event, "regarding", "kind"))
					&& key.name().equals(Documents.text(event, "regarding", "name")))
			.map((event) -> Documents.object("time", Documents.text(event, "eventTime"), "type",
					Documents.text(event, "type"), "reason", Documents.text(event, "reason"), "note",
					Documents.text(event, "note")))
			.sorted((one, two) -> Documents.text(one, "time").compareTo(Documents.text(two, "time")))
			.forEach(events::add);
		return events;
	}

	/** Who set which field is of no use to a seller. */
	static JsonObject shown(JsonObject offer) {
		if (Documents.at(offer, "metadata") instanceof JsonObject metadata) {
			metadata.remove("managedFields");
		}
		return offer;
	}

	private static <T> T answering(ObjectKey key, ApiCall<T> call) {
		try {
			return call.make();
		}
		catch (ApiException ex) {
			throw Refusals.of(ex, key);
		}
	}

	/** A call that the API server may refuse. */
	private interface ApiCall<T> {

		T make() throws ApiException;

	}

}
