package org.obol.kube.apply;

import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.ApiException;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.obol.api.Condition;
import org.obol.kube.ApiErrors;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what changed, as Kubernetes Events: one per condition whose status
 * flipped, none when nothing did. An event that can't be written is logged and forgotten.
 */
public final class Events {

	private static final Logger log = LoggerFactory.getLogger(Events.class);

	private static final DateTimeFormatter MICRO_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
		.withZone(ZoneOffset.UTC);

	private static final String READY = "Ready";

	private final Cluster cluster;

	private final String controller;

	private final String instance;

	private final Clock clock;

	/**
	 * Reports in a controller's name.
	 * @param cluster the API server
	 * @param controller the controller's name, such as {@code obol.org/agent-controller}
	 * @param instance the name of this process, usually its pod
	 * @param clock when things happen
	 */
	public Events(Cluster cluster, String controller, String instance, Clock clock) {
		this.cluster = cluster;
		this.controller = controller;
		this.instance = instance;
		this.clock = clock;
	}

	/**
	 * Reports every condition whose status differs. {@code Ready} sums up what was never
	 * looked at before, and what came to hold together with it.
	 * @param type the object's kind
	 * @param about the object
	 * @param before its conditions as last written
	 * @param after its conditions now
	 */
	public void transitions(ResourceType type, KubernetesObject about, List<Condition> before, List<Condition> after) {
		boolean becomesReady = Condition.holds(after, READY) && !Condition.holds(before, READY);
		for (Condition condition : after) {
			boolean summedUp = becomesReady && condition.holds() && !READY.equals(condition.type());
			boolean same = Condition.of(before, condition.type())
				.map((old) -> old.status().equals(condition.status()))
				.orElse(!READY.equals(condition.type()) || Condition.UNKNOWN.equals(condition.status()));
			if (!same && !summedUp) {
				boolean worse = !condition.holds() && Condition.holds(before, condition.type());
				String note = condition.type() + " is " + condition.status() + ": " + condition.message();
				report(type, about, worse ? "Warning" : "Normal", condition.reason(), note);
			}
		}
	}

	/**
	 * Reports one thing that happened.
	 * @param type the object's kind
	 * @param about the object
	 * @param severity {@code Normal} or {@code Warning}
	 * @param reason a CamelCase word
	 * @param note a sentence
	 */
	public void report(ResourceType type, KubernetesObject about, String severity, String reason, String note) {
		String now = MICRO_TIME.format(this.clock.instant());
		ObjectKey key = ObjectKey.of(about);
		ObjectKey name = new ObjectKey(key.namespace(), key.name() + "." + Long.toHexString(nanoOf()));
		JsonObject event = Documents.manifest(ResourceType.EVENT, name, Map.of());
		event.addProperty("eventTime", now);
		event.addProperty("type", severity);
		event.addProperty("reason", reason);
		event.addProperty("action", "Reconcile");
		event.addProperty("note", note);
		event.addProperty("reportingController", this.controller);
		event.addProperty("reportingInstance", this.instance);
		event.add("regarding", Documents.object("apiVersion", type.apiVersion(), "kind", type.kind(), "namespace",
				key.namespace(), "name", key.name(), "uid", about.getMetadata().getUid()));
		try {
			this.cluster.create(ResourceType.EVENT, event);
		}
		catch (ApiException ex) {
			log.debug("Event {} about {} was not written: {}", reason, key, ApiErrors.describe(ex));
		}
	}

	private long nanoOf() {
		return this.clock.instant().getEpochSecond() * 1_000_000_000L + System.nanoTime() % 1_000_000_000L;
	}

}
