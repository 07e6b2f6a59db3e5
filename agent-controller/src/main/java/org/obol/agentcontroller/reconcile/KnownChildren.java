package org.obol.agentcontroller.reconcile;

import com.google.gson.JsonObject;
import io.kubernetes.client.informer.SharedIndexInformer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.obol.agentcontroller.resources.ChildObject;
import org.obol.agentcontroller.resources.Labels;
import org.obol.kube.Documents;
import org.obol.kube.Informers;
import org.obol.kube.ObjectKey;
import org.obol.kube.ObjectMetadata;
import org.obol.kube.ResourceType;
import org.obol.kube.apply.ServerSideApply;
import org.obol.kube.controller.ControllerLoop;
import org.springframework.stereotype.Component;

/**
 * Which objects of agents are still what a pass left behind. The API server tells every
 * change of them, without their content; so an object that nobody touched needs no look,
 * and one that somebody touched or deleted gets its agent a pass at once.
 */
@Component
class KnownChildren {

	private static final String OURS = Labels.MANAGED_BY + "=" + Labels.CONTROLLER;

	private static final List<ResourceType> WATCHED = List.of(ResourceType.SERVICE_ACCOUNT,
			ResourceType.PERSISTENT_VOLUME_CLAIM, ResourceType.CONFIG_MAP, ResourceType.SECRET, ResourceType.SERVICE,
			ResourceType.DEPLOYMENT, ResourceType.NETWORK_POLICY, ResourceType.ROLE, ResourceType.ROLE_BINDING);

	private final Map<ResourceType, SharedIndexInformer<ObjectMetadata>> caches = new LinkedHashMap<>();

	private final Map<ObjectKey, Map<Child, Left>> left = new ConcurrentHashMap<>();

	KnownChildren(Informers informers) {
		WATCHED.forEach((type) -> this.caches.put(type, informers.metadata(type, OURS)));
	}

	/** Gives an agent a pass when somebody else changes what it consists of. */
	void follow(ControllerLoop loop) {
		this.caches
			.forEach((type, cache) -> loop.watchOwned(cache, AgentOf::object, (object) -> isOwnWrite(type, object)));
	}

	/**
	 * Tells whether an object is what a pass wanted, wrote and read before.
	 * @param agent whose it is
	 * @param wanted what is wanted now
	 * @return false if it has to be read, because nobody knows
	 */
	boolean isInPlace(ObjectKey agent, ChildObject wanted) {
		Left before = this.left.getOrDefault(agent, Map.of()).get(Child.of(wanted));
		if (before == null || !before.sha256().equals(sha256(wanted))) {
			return false;
		}
		SharedIndexInformer<ObjectMetadata> cache = this.caches.get(wanted.type());
		// A Namespace is not watched: while the agent is there, its namespace is.
		return cache == null || versionIn(cache, Documents.key(wanted.document())).equals(before.version());
	}

	/**
	 * Remembers an object as it is now.
	 * @param agent whose it is
	 * @param wanted what was wanted
	 * @param stored what the API server has
	 */
	void remember(ObjectKey agent, ChildObject wanted, JsonObject stored) {
		this.left.computeIfAbsent(agent, (ignored) -> new ConcurrentHashMap<>())
			.put(Child.of(wanted), new Left(Documents.text(stored, "metadata", "resourceVersion"), sha256(wanted)));
	}

	/** Forgets an agent that is gone. */
	void forget(ObjectKey agent) {
		this.left.remove(agent);
	}

	private boolean isOwnWrite(ResourceType type, ObjectMetadata object) {
		Child child = new Child(type.kind(), ObjectKey.of(object).name());
		return AgentOf.object(object)
			.map((agent) -> this.left.getOrDefault(agent, Map.of()).get(child))
			.filter(Objects::nonNull)
			.anyMatch((before) -> before.version().equals(object.version()));
	}

	private static String versionIn(SharedIndexInformer<ObjectMetadata> cache, ObjectKey key) {
		Optional<ObjectMetadata> found = Informers.find(cache, key);
		return found.map(ObjectMetadata::version).orElse("none");
	}

	private static String sha256(ChildObject wanted) {
		return ServerSideApply.sha256(wanted.document().toString());
	}

	private record Child(String kind, String name) {

		static Child of(ChildObject wanted) {
			return new Child(wanted.type().kind(), Documents.key(wanted.document()).name());
		}

	}

	private record Left(String version, String sha256) {

	}

}
