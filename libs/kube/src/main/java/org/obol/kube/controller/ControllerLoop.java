package org.obol.kube.controller;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.obol.kube.Informers;
import org.obol.kube.ObjectKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A controller: a reconciler, the caches whose events it follows, and the threads that
 * run it. A key whose pass failed is logged once and repeated with back-off.
 */
public final class ControllerLoop implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(ControllerLoop.class);

	private final String name;

	private final Reconciler reconciler;

	private final MeterRegistry metrics;

	private final WorkQueue queue = new WorkQueue(System::nanoTime);

	private final List<SharedIndexInformer<?>> watched = new ArrayList<>();

	private final List<Thread> threads = new ArrayList<>();

	private final AtomicBoolean started = new AtomicBoolean();

	private Duration resync = Duration.ofMinutes(10);

	private int workers = 4;

	/**
	 * Makes a controller that watches nothing yet.
	 * @param name the controller's name in logs and metrics
	 * @param reconciler what to run
	 * @param metrics where {@code obol.reconcile} and {@code obol.queue.depth} go
	 */
	public ControllerLoop(String name, Reconciler reconciler, MeterRegistry metrics) {
		this.name = name;
		this.reconciler = reconciler;
		this.metrics = metrics;
		Gauge.builder("obol.queue.depth", this.queue, WorkQueue::depth)
			.description("Keys that wait for a pass")
			.tag("controller", name)
			.register(metrics);
	}

	/**
	 * Sets how many passes run at once.
	 * @param workers at least 1
	 * @return this
	 */
	public ControllerLoop workers(int workers) {
		this.workers = workers;
		return this;
	}

	/**
	 * Sets how often every watched object of the primary kind gets a pass anyway.
	 * @param period the time between two rounds
	 * @return this
	 */
	public ControllerLoop resync(Duration period) {
		this.resync = period;
		return this;
	}

	/**
	 * Gives an object a pass when it changes, and every object one per resync period.
	 * @param <T> the kind's class
	 * @param primary the cache of the kind that is reconciled
	 * @return this
	 */
	public <T extends KubernetesObject> ControllerLoop watchPrimary(SharedIndexInformer<T> primary) {
		return watchPrimary(primary, (before, after) -> true);
	}

	/**
	 * The same, for a controller that knows what it writes itself.
	 * @param <T> the kind's class
	 * @param primary the cache of the kind that is reconciled
	 * @param isNews whether a change is more than what a pass brought about
	 * @return this
	 */
	public <T extends KubernetesObject> ControllerLoop watchPrimary(SharedIndexInformer<T> primary,
			BiPredicate<T, T> isNews) {
		this.threads.add(Thread.ofVirtual().name(this.name + "-resync").unstarted(() -> resyncEvery(primary)));
		return watch(primary, (object) -> Stream.of(ObjectKey.of(object)), isNews);
	}

	/**
	 * Gives passes to the keys that an object of another kind concerns when it changes.
	 * @param <T> the kind's class
	 * @param informer the cache of the other kind
	 * @param concerns which keys, for the object before and after the change
	 * @return this
	 */
	public <T extends KubernetesObject> ControllerLoop watch(SharedIndexInformer<T> informer,
			Function<T, Stream<ObjectKey>> concerns) {
		return watch(informer, concerns, (before, after) -> true);
	}

	/**
	 * The same, for changes that matter to others only sometimes.
	 * @param <T> the kind's class
	 * @param informer the cache of the other kind
	 * @param concerns which keys, for the object before and after the change
	 * @param isNews whether a change concerns anybody
	 * @return this
	 */
	public <T extends KubernetesObject> ControllerLoop watch(SharedIndexInformer<T> informer,
			Function<T, Stream<ObjectKey>> concerns, BiPredicate<T, T> isNews) {
		this.watched.add(informer);
		informer.addEventHandler(new ResourceEventHandler<T>() {
			@Override
			public void onAdd(T object) {
				concerns.apply(object).forEach(ControllerLoop.this.queue::add);
			}

			@Override
			public void onUpdate(T before, T after) {
				if (isNews.test(before, after)) {
					Stream.concat(concerns.apply(before), concerns.apply(after))
						.forEach(ControllerLoop.this.queue::add);
				}
			}

			@Override
			public void onDelete(T object, boolean stateUnknown) {
				concerns.apply(object).forEach(ControllerLoop.this.queue::add);
			}
		});
		return this;
	}

	/**
	 * Gives a pass to the owner of an object when the object changes.
	 * @param <T> the kind's class
	 * @param informer the cache of what is owned, selected by who owns it
	 * @param owner whose object it is, judged by its newest state
	 * @param isOwnWrite what the controller itself brought about, which is no news; a
	 * deletion always is
	 * @return this
	 */
	public <T extends KubernetesObject> ControllerLoop watchOwned(SharedIndexInformer<T> informer,
			Function<T, Stream<ObjectKey>> owner, Predicate<T> isOwnWrite) {
		this.watched.add(informer);
		informer.addEventHandler(new ResourceEventHandler<T>() {
			@Override
			public void onAdd(T object) {
				if (!isOwnWrite.test(object)) {
					owner.apply(object).forEach(ControllerLoop.this.queue::add);
				}
			}

			@Override
			public void onUpdate(T before, T after) {
				onAdd(after);
			}

			@Override
			public void onDelete(T object, boolean stateUnknown) {
				owner.apply(object).forEach(ControllerLoop.this.queue::add);
			}
		});
		return this;
	}

	/**
	 * Gives an object a pass soon.
	 * @param key which object
	 */
	public void enqueue(ObjectKey key) {
		this.queue.add(key);
	}

	/** Starts the workers; they begin once every watched cache is filled. */
	public void start() {
		if (!this.started.compareAndSet(false, true)) {
			return;
		}
		for (int i = 0; i < this.workers; i++) {
			this.threads.add(Thread.ofVirtual().name(this.name + "-worker-" + i).unstarted(this::work));
		}
		this.threads.forEach(Thread::start);
	}

	/**
	 * Tells whether what this controller watches is known.
	 * @return true once every watched cache is filled
	 */
	public boolean isReady() {
		return this.watched.stream().allMatch(SharedIndexInformer::hasSynced);
	}

	/** Stops the workers; a pass that runs is interrupted. */
	@Override
	public void close() {
		this.queue.close();
		this.threads.forEach(Thread::interrupt);
	}

	private void work() {
		try {
			waitUntil(this::isReady);
			while (true) {
				ObjectKey key = this.queue.take();
				try {
					pass(key);
				}
				finally {
					this.queue.done(key);
				}
			}
		}
		catch (InterruptedException ex) {
			log.debug("{} stops", Thread.currentThread().getName());
		}
	}

	private void pass(ObjectKey key) throws InterruptedException {
		Timer.Sample sample = Timer.start(this.metrics);
		String outcome = "failed";
		try {
			outcome = switch (this.reconciler.reconcile(key)) {
				case Outcome.Settled() -> {
					this.queue.forget(key);
					yield "settled";
				}
				case Outcome.CheckAgain(Duration after) -> {
					this.queue.addAfter(key, after);
					yield "check_again";
				}
			};
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (Exception ex) {
			this.queue.addBackedOff(key);
			outcome = Failure.isConflict(ex) ? "conflict" : outcome;
			Failure.log(log, this.name, key, ex, this.queue.failures(key));
		}
		finally {
			sample.stop(this.metrics.timer("obol.reconcile", "controller", this.name, "outcome", outcome));
		}
	}

	private <T extends KubernetesObject> void resyncEvery(SharedIndexInformer<T> primary) {
		try {
			while (true) {
				Thread.sleep(this.resync);
				Informers.all(primary).forEach((object) -> this.queue.add(ObjectKey.of(object)));
			}
		}
		catch (InterruptedException ex) {
			log.debug("{} stops", Thread.currentThread().getName());
		}
	}

	private static void waitUntil(BooleanSupplier ready) throws InterruptedException {
		while (!ready.getAsBoolean()) {
			Thread.sleep(Duration.ofMillis(20));
		}
	}

}
