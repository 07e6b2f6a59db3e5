package org.obol.kube;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.cache.Cache;
import io.kubernetes.client.informer.impl.DefaultSharedIndexInformer;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.obol.api.Agent;
import org.obol.api.ServiceOffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watched caches of one program. Ask for every cache first, then {@link #start()}.
 * Caches keep neither the book about who owns which field nor anything else that no
 * program reads.
 */
public final class Informers implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(Informers.class);

	private final ApiClient client;

	private final ExecutorService threads = Executors
		.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("informer-", 0).factory());

	private final Map<String, SharedIndexInformer<?>> informers = new LinkedHashMap<>();

	/**
	 * Makes caches that are filled by a client of their own.
	 * @param client a client that knows server and credentials
	 */
	public Informers(ApiClient client) {
		this.client = KubernetesClients.forWatches(client);
	}

	/**
	 * All Agents of the cluster.
	 * @return the cache
	 */
	public SharedIndexInformer<Agent> agents() {
		return of(Agent.class, ResourceType.AGENT, "");
	}

	/**
	 * All ServiceOffers of the cluster.
	 * @return the cache
	 */
	public SharedIndexInformer<ServiceOffer> offers() {
		return of(ServiceOffer.class, ResourceType.SERVICE_OFFER, "");
	}

	/**
	 * That there are Services, and where they are on this machine.
	 * @return the cache of all of the cluster, without their content
	 */
	public SharedIndexInformer<ObjectMetadata> services() {
		return metadata(ResourceType.SERVICE, "");
	}

	/**
	 * That there are objects of a kind, and in which version. Of annotations only
	 * {@value ServiceResolver#ENDPOINT_ANNOTATION} is kept.
	 * @param type the kind
	 * @param labelSelector which of them; empty means all
	 * @return the cache of all namespaces, without the objects' content
	 */
	public SharedIndexInformer<ObjectMetadata> metadata(ResourceType type, String labelSelector) {
		return of(ObjectMetadata.class, type, labelSelector);
	}

	/** Asking twice gives the same cache. */
	@SuppressWarnings("unchecked")
	private synchronized <T extends KubernetesObject> SharedIndexInformer<T> of(Class<T> type, ResourceType resource,
			String labelSelector) {
		String name = type.getSimpleName() + " " + resource.plural() + " " + labelSelector;
		return (SharedIndexInformer<T>) this.informers.computeIfAbsent(name, (ignored) -> {
			ListWatch<T> source = new ListWatch<>(this.client, type, resource, labelSelector);
			return new DefaultSharedIndexInformer<>(type, source, 0L, new Cache<>(), (kind, ex) -> broke(resource, ex));
		});
	}

	/**
	 * It is tried again either way. A fault of ours must not look like a slow network.
	 */
	private static void broke(ResourceType resource, Throwable ex) {
		boolean network = ex instanceof ApiException || ex instanceof IOException
				|| ex.getCause() instanceof IOException;
		if (network) {
			log.debug("The watch of {} broke: {}", resource.plural(), ApiErrors.describe(ex));
		}
		else {
			log.warn("The watch of {} broke", resource.plural(), ex);
		}
	}

	/**
	 * Finds an object in a cache.
	 * @param <T> the kind's class
	 * @param informer the cache
	 * @param key which object
	 * @return the object as last seen; never to be changed by the caller
	 */
	public static <T extends KubernetesObject> Optional<T> find(SharedIndexInformer<T> informer, ObjectKey key) {
		return Optional.ofNullable(informer.getIndexer().getByKey(key.toString()));
	}

	/**
	 * Every object in a cache.
	 * @param <T> the kind's class
	 * @param informer the cache
	 * @return the objects as last seen; never to be changed by the caller
	 */
	public static <T extends KubernetesObject> List<T> all(SharedIndexInformer<T> informer) {
		return informer.getIndexer().list();
	}

	/** Fills the caches and keeps them current. */
	public synchronized void start() {
		this.informers.values().forEach((informer) -> this.threads.execute(informer::run));
	}

	/**
	 * Tells whether every cache has been filled once.
	 * @return true when what the caches say can be relied on
	 */
	public synchronized boolean hasSynced() {
		return this.informers.values().stream().allMatch(SharedIndexInformer::hasSynced);
	}

	@Override
	public synchronized void close() {
		this.informers.values().forEach(SharedIndexInformer::stop);
		this.threads.shutdownNow();
		this.client.getHttpClient().dispatcher().cancelAll();
	}

}
