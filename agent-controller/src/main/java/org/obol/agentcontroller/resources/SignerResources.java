package org.obol.agentcontroller.resources;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.obol.agentcontroller.settings.AgentSettings;
import org.obol.agentcontroller.settings.GatewaySettings;
import org.obol.api.AgentWallet;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;

import static org.obol.kube.Documents.array;
import static org.obol.kube.Documents.object;

/**
 * The objects of an agent's signer. Only it can read the keystore, and only the agents'
 * tools and this controller can reach it: not the agent, whose words a buyer shapes.
 */
public final class SignerResources {

	/** The signer's port. */
	public static final int PORT = 9000;

	private static final String NAME = AgentResources.SIGNER;

	private static final int USER = 10001;

	private final AgentSettings settings;

	private final GatewaySettings suite;

	SignerResources(AgentSettings settings, GatewaySettings suite) {
		this.settings = settings;
		this.suite = suite;
	}

	/**
	 * The Secret with the key, never updated.
	 * @param agent the Agent
	 * @param address the key's address, EIP-55
	 * @param document the V3 keystore
	 * @param password opens it
	 * @param token what callers of the signer send
	 * @return the Secret
	 */
	public static JsonObject keystore(ObjectKey agent, String address, String document, String password, String token) {
		JsonObject secret = manifest(ResourceType.SECRET, agent, AgentWallet.SECRET);
		secret.getAsJsonObject("metadata").add("annotations", object(AgentWallet.ADDRESS_ANNOTATION, address));
		secret.addProperty("type", "Opaque");
		secret.add("stringData",
				object(AgentWallet.DOCUMENT, document, AgentWallet.PASSWORD, password, AgentWallet.TOKEN, token));
		return secret;
	}

	List<ChildObject> desired(ObjectKey agent, String keystoreVersion) {
		return List.of(child(ResourceType.NETWORK_POLICY, agent, "spec", network(agent)),
				child(ResourceType.SERVICE, agent, "spec", service(agent)),
				child(ResourceType.DEPLOYMENT, agent, "spec", deployment(agent, keystoreVersion)));
	}

	/**
	 * Where an agent's signer answers.
	 * @param agent the Agent
	 * @return the cluster URL, without a path
	 */
	public static String endpoint(ObjectKey agent) {
		return "http://" + NAME + "." + agent.namespace() + ".svc.cluster.local:" + PORT;
	}

	private JsonObject network(ObjectKey agent) {
		JsonObject callers = object("namespaceSelector",
				object("matchLabels", object("kubernetes.io/metadata.name", this.suite.namespace())), "podSelector",
				object("matchExpressions", array(object("key", "app.kubernetes.io/name", "operator", "In", "values",
						array("agent-tools", "agent-controller")))));
		return object("podSelector", object("matchLabels", Labels.selector(NAME, agent.name())), "policyTypes",
				array("Ingress", "Egress"), "ingress",
				array(object("from", array(callers), "ports", array(object("protocol", "TCP", "port", PORT)))));
	}

	private static JsonObject service(ObjectKey agent) {
		return object("type", "ClusterIP", "selector", Labels.selector(NAME, agent.name()), "ports",
				array(object("name", "http", "port", PORT, "protocol", "TCP", "targetPort", "http")));
	}

	private JsonObject deployment(ObjectKey agent, String keystoreVersion) {
		JsonObject pod = object("serviceAccountName", AgentResources.NAME, "automountServiceAccountToken", false,
				"enableServiceLinks", false, "securityContext", object("runAsNonRoot", true, "runAsUser", USER,
						"runAsGroup", USER, "fsGroup", USER, "seccompProfile", object("type", "RuntimeDefault")),
				"containers", array(container()), "volumes", array(
						object("name", "keystore", "secret",
								object("secretName", AgentWallet.SECRET, "items",
										array(object("key", AgentWallet.DOCUMENT, "path", AgentWallet.DOCUMENT)))),
						object("name", "tmp", "emptyDir", new JsonObject())));
		return object("replicas", 1, "revisionHistoryLimit", 2, "strategy", object("type", "Recreate"), "selector",
				object("matchLabels", Labels.selector(NAME, agent.name())), "template",
				object("metadata", object("labels", Labels.of(NAME, agent.name()), "annotations",
						object("obol.org/secret-versions", keystoreVersion)), "spec", pod));
	}

	private JsonObject container() {
		return object("name", NAME, "image", this.settings.images().signer(), "imagePullPolicy", "IfNotPresent",
				"ports", array(object("name", "http", "containerPort", PORT, "protocol", "TCP")), "env", environment(),
				"securityContext",
				object("allowPrivilegeEscalation", false, "readOnlyRootFilesystem", true, "capabilities",
						object("drop", array("ALL"))),
				"resources",
				object("requests", object("cpu", "10m", "memory", "96Mi"), "limits",
						object("cpu", "500m", "memory", "128Mi")),
				"startupProbe", probe(1, 60), "readinessProbe", probe(5, 3), "livenessProbe", probe(15, 4),
				"volumeMounts", array(object("name", "keystore", "mountPath", "/data/keystores", "readOnly", true),
						object("name", "tmp", "mountPath", "/tmp")));
	}

	private static JsonArray environment() {
		return array(object("name", "SIGNER__SERVER__PORT", "value", String.valueOf(PORT)),
				object("name", "SIGNER__KEYSTORE__DIR", "value", "/data/keystores"),
				fromSecret("SIGNER__KEYSTORE__PASSWORD", AgentWallet.PASSWORD),
				fromSecret("SIGNER__AUTH__TOKEN", AgentWallet.TOKEN));
	}

	private static JsonObject fromSecret(String name, String key) {
		return object("name", name, "valueFrom",
				object("secretKeyRef", object("name", AgentWallet.SECRET, "key", key)));
	}

	private static JsonObject probe(int period, int failures) {
		return object("httpGet", object("path", "/healthz", "port", "http"), "periodSeconds", period, "timeoutSeconds",
				3, "failureThreshold", failures);
	}

	private static JsonObject manifest(ResourceType type, ObjectKey agent, String name) {
		return Documents.manifest(type, new ObjectKey(agent.namespace(), name), Labels.of(NAME, agent.name()));
	}

	private static ChildObject child(ResourceType type, ObjectKey agent, String field, JsonObject value) {
		JsonObject document = manifest(type, agent, NAME);
		document.add(field, value);
		return new ChildObject(type, ChildObject.Mode.APPLY, document);
	}

}
