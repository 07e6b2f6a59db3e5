package org.obol.storefront.catalogue;

import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOffer;
import org.obol.kube.Informers;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the catalogue current: a change of an offer drops the snapshot, the next reader
 * makes a new one.
 */
final class CatalogueWatch implements CatalogueSource, SmartLifecycle, HealthIndicator {

	private final Informers informers;

	private final SharedIndexInformer<ServiceOffer> offers;

	private final CatalogueProperties properties;

	private final EntryReader reader;

	private final AtomicReference<@Nullable Catalogue> snapshot = new AtomicReference<>();

	private final TombstoneReader tombstones;

	private volatile boolean running;

	CatalogueWatch(Informers informers, CatalogueProperties properties, TombstoneReader tombstones) {
		this.tombstones = tombstones;
		this.informers = informers;
		this.properties = properties;
		this.reader = new EntryReader(properties.publicUrlText());
		this.offers = informers.offers();
		this.offers.addEventHandler(new ResourceEventHandler<ServiceOffer>() {
			@Override
			public void onAdd(ServiceOffer offer) {
				CatalogueWatch.this.snapshot.set(null);
			}

			@Override
			public void onUpdate(ServiceOffer before, ServiceOffer after) {
				CatalogueWatch.this.snapshot.set(null);
			}

			@Override
			public void onDelete(ServiceOffer offer, boolean stateUnknown) {
				CatalogueWatch.this.snapshot.set(null);
			}
		});
	}

	@Override
	public Catalogue current() {
		Catalogue current = this.snapshot.get();
		if (current != null) {
			return current;
		}
		Catalogue fresh = this.reader.catalogue(Informers.all(this.offers), this.properties.profile());
		this.snapshot.compareAndSet(null, fresh);
		return fresh;
	}

	@Override
	public List<Tombstone> tombstones() {
		return this.tombstones.current();
	}

	@Override
	public void start() {
		this.running = true;
		this.informers.start();
	}

	@Override
	public void stop() {
		this.running = false;
		this.informers.close();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public Health health() {
		return this.informers.hasSynced() ? Health.up().build()
				: Health.outOfService().withDetail("offers", "not read yet").build();
	}

}
