package org.obol.agentcontroller.resources;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.obol.agentcontroller.runtime.AgentPlan;
import org.obol.agentcontroller.runtime.AgentRuntime;
import org.obol.agentcontroller.skills.Skill;
import org.obol.kube.ResourceType;

import static org.obol.kube.Documents.array;
import static org.obol.kube.Documents.object;

/**
 * The agent's Deployment: one pod, as the PodSecurity profile {@code restricted} wants
 * it, never two at once on one volume.
 */
final class AgentPod {

	private static final int USER = 10000;

	private static final String READ_ONLY = "readOnly";

	private AgentPod() {
	}

	static JsonObject deployment(AgentPlan plan, AgentRuntime runtime, String configHash, String keyVersion) {
		JsonObject deployment = AgentResources.manifest(ResourceType.DEPLOYMENT, plan.key(), AgentResources.NAME);
		JsonObject metadata = object("labels", Labels.of(AgentResources.NAME, plan.name()), "annotations",
				object("checksum/hermes-config", configHash, "obol.org/secret-versions", keyVersion));
		deployment.add("spec",
				object("replicas", 1, "revisionHistoryLimit", 2, "strategy", object("type", "Recreate"), "selector",
						object("matchLabels", Labels.selector(AgentResources.NAME, plan.name())), "template",
						object("metadata", metadata, "spec", pod(plan, runtime))));
		return deployment;
	}

	private static JsonObject pod(AgentPlan plan, AgentRuntime runtime) {
		return object("serviceAccountName", AgentResources.NAME, "automountServiceAccountToken", false,
				"enableServiceLinks", false, "terminationGracePeriodSeconds", 30, "securityContext",
				object("runAsNonRoot", true, "runAsUser", USER, "runAsGroup", USER, "fsGroup", USER,
						"fsGroupChangePolicy", "OnRootMismatch", "seccompProfile", object("type", "RuntimeDefault")),
				"containers", array(container(plan, runtime)), "volumes", volumes(plan));
	}

	private static JsonObject container(AgentPlan plan, AgentRuntime runtime) {
		AgentRuntime.Needs needs = runtime.needs();
		return object("name", AgentResources.NAME, "image", runtime.image(), "imagePullPolicy", "IfNotPresent", "ports",
				array(object("name", "http", "containerPort", AgentRuntime.API_PORT, "protocol", "TCP")), "env",
				environment(plan, runtime), "securityContext",
				object("allowPrivilegeEscalation", false, "readOnlyRootFilesystem", true, "capabilities",
						object("drop", array("ALL"))),
				"resources",
				object("requests", object("cpu", needs.cpuRequest(), "memory", needs.memoryRequest()), "limits",
						object("cpu", needs.cpuLimit(), "memory", needs.memoryLimit())),
				"startupProbe", probe(1, 120), "readinessProbe", probe(5, 3), "livenessProbe", probe(10, 6),
				"volumeMounts", mounts(plan, runtime));
	}

	private static JsonObject probe(int period, int failures) {
		return object("httpGet", object("path", "/health", "port", "http"), "periodSeconds", period, "timeoutSeconds",
				3, "failureThreshold", failures);
	}

	private static JsonArray environment(AgentPlan plan, AgentRuntime runtime) {
		Map<String, String> plain = new LinkedHashMap<>();
		plain.put("HERMES_HOME", AgentRuntime.HOME);
		plain.put("HOME", AgentRuntime.HOME);
		plain.put("API_SERVER_ENABLED", "true");
		plain.put("API_SERVER_HOST", "0.0.0.0");
		plain.put("API_SERVER_PORT", String.valueOf(AgentRuntime.API_PORT));
		plain.put("API_SERVER_MODEL_NAME", plan.model());
		plain.put("AGENT_NAMESPACE", plan.namespace());
		if (!plan.walletAddress().isEmpty()) {
			plain.put("AGENT_WALLET_ADDRESS", plan.walletAddress());
		}
		plain.putAll(runtime.environment(plan));
		JsonArray environment = new JsonArray();
		environment.add(fromSecret(AgentResources.API_KEY, AgentResources.API_SECRET, AgentResources.API_KEY));
		plain.forEach((name, value) -> environment.add(object("name", name, "value", value)));
		runtime.secretEnvironment(plan)
			.forEach((name, source) -> environment.add(fromSecret(name, source.get(0), source.get(1))));
		return environment;
	}

	private static JsonObject fromSecret(String name, String secret, String key) {
		return object("name", name, "valueFrom", object("secretKeyRef", object("name", secret, "key", key)));
	}

	private static JsonArray mounts(AgentPlan plan, AgentRuntime runtime) {
		JsonArray mounts = array(object("name", "data", "mountPath", AgentRuntime.HOME),
				object("name", "tmp", "mountPath", "/tmp"),
				object("name", "config", "mountPath", AgentRuntime.CONFIGURATION, READ_ONLY, true), object("name",
						"persona", "mountPath", AgentRuntime.HOME + "/SOUL.md", "subPath", "SOUL.md", READ_ONLY, true));
		new TreeMap<>(runtime.homeFiles()).forEach((file, name) -> mounts.add(object("name", "config", "mountPath",
				AgentRuntime.HOME + "/" + name, "subPath", file, READ_ONLY, true)));
		// One mount each: a whole ConfigMap's directory has every file twice, behind
		// links.
		plan.skills()
			.forEach((skill) -> mounts.add(object("name", "skills", "mountPath",
					AgentRuntime.HOME + "/skills/" + skill.name(), "subPath", skill.name(), READ_ONLY, true)));
		return mounts;
	}

	private static JsonArray volumes(AgentPlan plan) {
		JsonArray volumes = array(
				object("name", "data", "persistentVolumeClaim", object("claimName", AgentResources.VOLUME)),
				object("name", "tmp", "emptyDir", new JsonObject()),
				object("name", "config", "configMap", object("name", AgentResources.CONFIG)),
				object("name", "persona", "configMap", object("name", AgentResources.PERSONA)));
		if (!plan.skills().isEmpty()) {
			JsonArray items = new JsonArray();
			plan.skills()
				.forEach((skill) -> items.add(object("key", skillFile(skill), "path", skill.name() + "/SKILL.md")));
			volumes.add(object("name", "skills", "configMap", object("name", AgentResources.SKILLS, "items", items)));
		}
		return volumes;
	}

	static String skillFile(Skill skill) {
		return skill.name() + ".SKILL.md";
	}

}
