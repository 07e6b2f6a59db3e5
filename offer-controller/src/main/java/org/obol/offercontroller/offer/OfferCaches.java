package org.obol.offercontroller.offer;

import io.kubernetes.client.informer.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.obol.api.Agent;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.kube.Informers;
import org.obol.kube.ObjectKey;
import org.obol.kube.ObjectMetadata;
import org.obol.offercontroller.path.PathClaims;

/** The watched objects an offer depends on, found by what an offer knows of them. */
public final class OfferCaches {

	private static final String BY_AGENT = "agent";

	private static final String BY_PATH = "path";

	private static final String BY_UPSTREAM = "upstream";

	private final SharedIndexInformer<ServiceOffer> offers;

	private final SharedIndexInformer<Agent> agents;

	private final SharedIndexInformer<ObjectMetadata> services;

	/**
	 * Asks for the caches; they are filled once the informers are started.
	 * @param informers not started yet
	 */
	public OfferCaches(Informers informers) {
		this.offers = informers.offers();
		this.agents = informers.agents();
		this.services = informers.services();
		this.offers.addIndexers(indexers());
	}

	private static Map<String, Function<ServiceOffer, List<String>>> indexers() {
		return Map.of(BY_AGENT, (offer) -> agentOf(offer).map(ObjectKey::toString).stream().toList(), BY_PATH,
				(offer) -> List.of(offer.effectivePath()), BY_UPSTREAM,
				(offer) -> upstreamOf(offer).map(ObjectKey::toString).stream().toList());
	}

	SharedIndexInformer<ServiceOffer> offers() {
		return this.offers;
	}

	SharedIndexInformer<Agent> agents() {
		return this.agents;
	}

	SharedIndexInformer<ObjectMetadata> services() {
		return this.services;
	}

	Optional<ServiceOffer> offer(ObjectKey key) {
		return Informers.find(this.offers, key);
	}

	Optional<Agent> agent(ObjectKey key) {
		return Informers.find(this.agents, key);
	}

	boolean hasService(ObjectKey key) {
		return Informers.find(this.services, key).isPresent();
	}

	/** Every offer that could have a claim to this offer's path, itself included. */
	List<ServiceOffer> claimants(ServiceOffer offer) {
		return PathClaims.contested(offer.effectivePath()).stream().flatMap(this::atPath).toList();
	}

	/** The offers whose claim may be settled anew when this offer changes. */
	Stream<ObjectKey> rivals(ServiceOffer offer) {
		return atPath(offer.effectivePath()).map(ObjectKey::of);
	}

	Stream<ObjectKey> offersOf(Agent agent) {
		return this.offers.getIndexer().byIndex(BY_AGENT, ObjectKey.of(agent).toString()).stream().map(ObjectKey::of);
	}

	Stream<ObjectKey> offersOf(ObjectMetadata service) {
		return this.offers.getIndexer()
			.byIndex(BY_UPSTREAM, ObjectKey.of(service).toString())
			.stream()
			.map(ObjectKey::of);
	}

	private Stream<ServiceOffer> atPath(String path) {
		return this.offers.getIndexer().byIndex(BY_PATH, path).stream();
	}

	private static Optional<ObjectKey> agentOf(ServiceOffer offer) {
		ServiceOfferSpec.AgentTarget target = offer.getSpec().agent();
		return (target != null && target.ref() != null)
				? Optional.of(new ObjectKey(target.ref().namespace(), target.ref().name())) : Optional.empty();
	}

	private static Optional<ObjectKey> upstreamOf(ServiceOffer offer) {
		ServiceOfferSpec.Upstream upstream = offer.getSpec().upstream();
		return (upstream != null) ? Optional.of(new ObjectKey(upstream.namespace(), upstream.service()))
				: Optional.empty();
	}

}
