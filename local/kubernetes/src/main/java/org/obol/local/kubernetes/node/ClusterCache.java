package org.obol.local.kubernetes.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.openapi.models.V1PersistentVolume;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimList;
import io.kubernetes.client.openapi.models.V1PersistentVolumeList;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1SecretList;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceList;
import io.kubernetes.client.util.generic.GenericKubernetesApi;
import org.jspecify.annotations.Nullable;

/**
 * What the node knows of the cluster by watching it.
 */
final class ClusterCache implements AutoCloseable {

	private final ApiClient client;

	private final ExecutorService threads = Executors
		.newCachedThreadPool(Thread.ofPlatform().daemon().name("node-watch-", 0).factory());

	private final SharedInformerFactory factory;

	private final SharedIndexInformer<V1Pod> pods;

	private final SharedIndexInformer<V1Service> services;

	private final SharedIndexInformer<V1PersistentVolumeClaim> claims;

	private final SharedIndexInformer<V1PersistentVolume> volumes;

	private final SharedIndexInformer<V1ConfigMap> configMaps;

	private final SharedIndexInformer<V1Secret> secrets;

	ClusterCache(ApiClient client) {
		this.client = client;
		this.factory = new SharedInformerFactory(client, this.threads, false);
		this.pods = informer(V1Pod.class, V1PodList.class, "pods");
		this.services = informer(V1Service.class, V1ServiceList.class, "services");
		this.claims = informer(V1PersistentVolumeClaim.class, V1PersistentVolumeClaimList.class,
				"persistentvolumeclaims");
		this.volumes = informer(V1PersistentVolume.class, V1PersistentVolumeList.class, "persistentvolumes");
		this.configMaps = informer(V1ConfigMap.class, V1ConfigMapList.class, "configmaps");
		this.secrets = informer(V1Secret.class, V1SecretList.class, "secrets");
	}

	private <T extends KubernetesObject, L extends KubernetesListObject> SharedIndexInformer<T> informer(Class<T> type,
			Class<L> listType, String plural) {
		return this.factory.sharedIndexInformerFor(
				new GenericKubernetesApi<>(type, listType, "", "v1", plural, this.client), type, 0L);
	}

	/**
	 * Begins to watch and waits for the first lists.
	 * @param changed is told that something changed
	 * @param configured is told in which namespace a ConfigMap or Secret changed
	 */
	void start(Runnable changed, java.util.function.Consumer<String> configured) {
		List.of(this.pods, this.services, this.claims, this.volumes)
			.forEach((informer) -> tell(informer, (ignored) -> changed.run()));
		tell(this.configMaps, (object) -> configured.accept(namespace(object)));
		tell(this.secrets, (object) -> configured.accept(namespace(object)));
		this.factory.startAllRegisteredInformers();
		List<SharedIndexInformer<?>> all = List.of(this.pods, this.services, this.claims, this.volumes, this.configMaps,
				this.secrets);
		long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!all.stream().allMatch(SharedIndexInformer::hasSynced)) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("the virtual node could not list the cluster's objects in 30 s");
			}
			java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
		}
	}

	private static String namespace(KubernetesObject object) {
		String namespace = object.getMetadata().getNamespace();
		return (namespace != null) ? namespace : "";
	}

	private static <T extends KubernetesObject> void tell(SharedIndexInformer<T> informer,
			java.util.function.Consumer<KubernetesObject> listener) {
		informer.addEventHandler(new ResourceEventHandler<T>() {

			@Override
			public void onAdd(T object) {
				listener.accept(object);
			}

			@Override
			public void onUpdate(T before, T object) {
				listener.accept(object);
			}

			@Override
			public void onDelete(@Nullable T object, boolean stateUnknown) {
				if (object != null) {
					listener.accept(object);
				}
			}

		});
	}

	List<V1Pod> pods() {
		return this.pods.getIndexer().list();
	}

	List<V1Service> services() {
		return this.services.getIndexer().list();
	}

	List<V1PersistentVolumeClaim> claims() {
		return this.claims.getIndexer().list();
	}

	List<V1PersistentVolume> volumes() {
		return this.volumes.getIndexer().list();
	}

	@Override
	public void close() {
		this.factory.stopAllRegisteredInformers();
		this.threads.shutdownNow();
	}

}
