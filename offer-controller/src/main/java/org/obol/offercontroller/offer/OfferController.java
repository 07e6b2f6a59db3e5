package org.obol.offercontroller.offer;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.ServiceOffer;
import org.obol.kube.Informers;
import org.obol.kube.ObjectKey;
import org.obol.kube.controller.ControllerLoop;
import org.obol.kube.controller.LeaderElection;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the reconciler: an offer gets a pass when it, its Agent, its Service or an offer
 * with the same path changes, and from time to time anyway.
 */
final class OfferController implements SmartLifecycle, HealthIndicator {

	private final Informers informers;

	private final ControllerLoop loop;

	private final @Nullable LeaderElection election;

	private volatile boolean running;

	OfferController(Informers informers, OfferCaches caches, ControllerLoop loop, @Nullable LeaderElection election) {
		this.informers = informers;
		this.loop = loop;
		this.election = election;
		loop.watchPrimary(caches.offers(), OfferController::isNews)
			.watch(caches.offers(), caches::rivals, OfferController::isNews)
			.watch(caches.agents(), caches::offersOf)
			.watch(caches.services(), caches::offersOf);
	}

	/**
	 * A status is this controller's own, and it looks again by itself: at once, the
	 * gateway would not have heard of it.
	 */
	static boolean isNews(ServiceOffer before, ServiceOffer after) {
		return !wanted(before).equals(wanted(after));
	}

	private static List<@Nullable Object> wanted(ServiceOffer offer) {
		V1ObjectMeta metadata = offer.getMetadata();
		return Arrays.asList(metadata.getUid(), metadata.getGeneration(), metadata.getDeletionTimestamp(),
				metadata.getAnnotations(), metadata.getFinalizers());
	}

	/** Counts offers by whether they are ready. */
	static void countOffers(OfferCaches caches, MeterRegistry metrics) {
		for (boolean ready : new boolean[] { true, false }) {
			Gauge.builder("obol.offers", caches, (all) -> count(all, ready))
				.description("ServiceOffers by readiness")
				.tag("ready", Boolean.toString(ready))
				.register(metrics);
		}
	}

	private static double count(OfferCaches caches, boolean ready) {
		return Informers.all(caches.offers())
			.stream()
			.filter((offer) -> Condition.holds(offer.conditions(), OfferCondition.READY.wire()) == ready)
			.count();
	}

	/** Starts to stand for election and, once elected, to work. */
	static LeaderElection election(ApiClient client, LeaderProperties leader, ControllerLoop loop, Runnable onLost) {
		String identity = (leader.identity() != null) ? leader.identity() : ProcessName.ofThis();
		return new LeaderElection(client, new ObjectKey(leader.namespace(), leader.name()), identity, loop::start,
				onLost);
	}

	@Override
	public void start() {
		this.running = true;
		this.informers.start();
		if (this.election != null) {
			this.election.start();
		}
		else {
			this.loop.start();
		}
	}

	@Override
	public void stop() {
		this.running = false;
		Stream.<@Nullable AutoCloseable>of(this.loop, this.election, this.informers).forEach(OfferController::close);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Ready only with filled caches; a replica that waits for its turn is ready too. */
	@Override
	public Health health() {
		return this.informers.hasSynced() ? Health.up().build()
				: Health.outOfService().withDetail("caches", "not filled yet").build();
	}

	private static void close(@Nullable AutoCloseable part) {
		try {
			if (part != null) {
				part.close();
			}
		}
		catch (Exception ex) {
			throw new IllegalStateException("A part of the controller did not stop", ex);
		}
	}

}
