package org.obol.kube;

import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentList;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceList;
import io.kubernetes.client.util.generic.GenericKubernetesApi;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.obol.api.Agent;
import org.obol.api.AgentList;
import org.obol.api.ApiGroup;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferList;

/**
 * The watched caches of one program. Ask for every cache first, then {@link #start()}.
 */
public final class Informers implements AutoCloseable {

	private final ApiClient client;

	private final ExecutorService threads = Executors
		.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("informer-", 0).factory());

	private final SharedInformerFactory factory;

	private final List<SharedIndexInformer<?>> informers = new CopyOnWriteArrayList<>();

	/**
	 * Makes caches that are filled by a client of their own.
	 * @param client a client that knows server and credentials
	 */
	public Informers(ApiClient client) {
		this.client = KubernetesClients.forWatches(client);
		this.factory = new SharedInformerFactory(this.client, this.threads, false);
	}

	/**
	 * All Agents of the cluster.
	 * @return the cache
	 */
	public SharedIndexInformer<Agent> agents() {
		return of(Agent.class, AgentList.class, ApiGroup.GROUP, ApiGroup.VERSION, Agent.PLURAL);
	}

	/**
	 * All ServiceOffers of the cluster.
	 * @return the cache
	 */
	public SharedIndexInformer<ServiceOffer> offers() {
		return of(ServiceOffer.class, ServiceOfferList.class, ApiGroup.GROUP, ApiGroup.VERSION, ServiceOffer.PLURAL);
	}

	/**
	 * All Services of the cluster.
	 * @return the cache
	 */
	public SharedIndexInformer<V1Service> services() {
		return of(V1Service.class, V1ServiceList.class, "", "v1", "services");
	}

	/**
	 * All Deployments of the cluster.
	 * @return the cache
	 */
	public SharedIndexInformer<V1Deployment> deployments() {
		return of(V1Deployment.class, V1DeploymentList.class, "apps", "v1", "deployments");
	}

	/**
	 * All objects of a kind. Asking twice gives the same cache.
	 * @param <T> the kind's class
	 * @param <L> the class of the kind's lists
	 * @param type the kind's class
	 * @param listType the class of the kind's lists
	 * @param group the API group, empty for the core group
	 * @param version the version of the group
	 * @param plural the resource name in URLs
	 * @return the cache
	 */
	public <T extends KubernetesObject, L extends KubernetesListObject> SharedIndexInformer<T> of(Class<T> type,
			Class<L> listType, String group, String version, String plural) {
		SharedIndexInformer<T> existing = this.factory.getExistingSharedIndexInformer(type);
		if (existing != null) {
			return existing;
		}
		GenericKubernetesApi<T, L> api = new GenericKubernetesApi<>(type, listType, group, version, plural,
				this.client);
		SharedIndexInformer<T> informer = this.factory.sharedIndexInformerFor(api, type, 0L);
		this.informers.add(informer);
		return informer;
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
	public void start() {
		this.factory.startAllRegisteredInformers();
	}

	/**
	 * Tells whether every cache has been filled once.
	 * @return true when what the caches say can be relied on
	 */
	public boolean hasSynced() {
		return this.informers.stream().allMatch(SharedIndexInformer::hasSynced);
	}

	@Override
	public void close() {
		this.factory.stopAllRegisteredInformers(false);
		this.threads.shutdownNow();
		this.client.getHttpClient().dispatcher().cancelAll();
	}

}
