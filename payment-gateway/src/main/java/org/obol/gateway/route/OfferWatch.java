package org.obol.gateway.route;

import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.obol.api.ServiceOffer;
import org.obol.gateway.GatewayProperties;
import org.obol.kube.Informers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Keeps the route table equal to the ServiceOffers of the cluster. */
@Component
class OfferWatch implements SmartLifecycle, ResourceEventHandler<ServiceOffer> {

	private static final Logger log = LoggerFactory.getLogger(OfferWatch.class);

	// A drain may end without any event, and a lost event must not last.
	private static final Duration RESYNC = Duration.ofSeconds(30);

	/** So many times as long as a rebuild took nobody rebuilds again. */
	private static final int REST = 9;

	private static final Duration LONGEST_REST = Duration.ofMillis(300);

	private static final Duration FIRST = Duration.ofMillis(50);

	private final Informers informers;

	private final SharedIndexInformer<ServiceOffer> offers;

	private final OfferRoutes routes;

	private final RouteTable table;

	// Many events between two rebuilds are one reason to rebuild.
	private final Semaphore changed = new Semaphore(0);

	private volatile boolean running;

	OfferWatch(Informers informers, RouteTable table, GatewayProperties properties, TokenGate tokens,
			QuoteExtensions extensions) {
		this.informers = informers;
		this.offers = informers.offers();
		this.routes = new OfferRoutes(properties.publicUrl(), tokens, extensions);
		this.table = table;
	}

	@Override
	public void start() {
		this.running = true;
		this.offers.addEventHandler(this);
		this.informers.start();
		Thread.ofVirtual().name("offer-watch").start(this::follow);
	}

	@Override
	public void stop() {
		this.running = false;
		this.changed.release();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public void onAdd(ServiceOffer offer) {
		this.changed.release();
	}

	@Override
	public void onUpdate(ServiceOffer before, ServiceOffer after) {
		this.changed.release();
	}

	@Override
	public void onDelete(ServiceOffer offer, boolean finalStateUnknown) {
		this.changed.release();
	}

	private void follow() {
		try {
			while (this.running && !this.informers.hasSynced()) {
				this.changed.tryAcquire(FIRST.toMillis(), TimeUnit.MILLISECONDS);
			}
			while (this.running) {
				this.changed.drainPermits();
				long begin = System.nanoTime();
				rebuild();
				// With thousands of offers that change all the time, it would do nothing
				// else.
				long pause = Math.min((System.nanoTime() - begin) * REST, LONGEST_REST.toNanos());
				TimeUnit.NANOSECONDS.sleep(pause);
				this.changed.tryAcquire(RESYNC.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ignored) {
			Thread.currentThread().interrupt();
		}
	}

	private void rebuild() {
		try {
			this.table.replace(this.routes.snapshot(Informers.all(this.offers)));
		}
		catch (RuntimeException ex) {
			// The table in place stays; a broken rebuild must not close every offer.
			log.error("The route table could not be rebuilt", ex);
		}
	}

}
