package org.obol.agentcontroller.resources;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.obol.agentcontroller.runtime.AgentPlan;
import org.obol.agentcontroller.runtime.AgentRuntime;
import org.obol.agentcontroller.runtime.HermesRuntime;
import org.obol.agentcontroller.settings.AgentSettings;
import org.obol.agentcontroller.settings.GatewaySettings;
import org.obol.agentcontroller.skills.Skill;
import org.obol.api.ApiGroup;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.apply.ServerSideApply;

import static org.obol.kube.Documents.array;
import static org.obol.kube.Documents.object;

/**
 * The objects that an agent consists of. Their names are fixed, so an agent has a
 * namespace to itself. Pure: the same plan gives the same documents.
 */
public final class AgentResources {

	/** The name of most of an agent's objects, whatever its runtime. */
	public static final String NAME = "hermes";

	/** The Secret with the agent's API key. */
	public static final String API_SECRET = "hermes-api-server";

	/** The key in {@link #API_SECRET}. */
	public static final String API_KEY = "API_SERVER_KEY";

	/** The ConfigMap with the agent's SOUL.md. */
	public static final String PERSONA = "hermes-persona";

	/** Says from what an object was seeded. */
	public static final String SEED_ANNOTATION = "obol.org/seeded-from-sha256";

	/** The ConfigMap with the runtime's configuration. */
	public static final String CONFIG = "hermes-config";

	/** The ConfigMap with the skills. */
	public static final String SKILLS = "hermes-skills";

	/** The agent's volume. */
	public static final String VOLUME = "hermes-data";

	/** The Role and RoleBinding that let the gateway read the API key. */
	public static final String ACCESS = "gateway-api-key";

	/** The NetworkPolicy. */
	public static final String ISOLATION = "agent-isolation";

	/** The name of the signer's objects. */
	public static final String SIGNER = "remote-signer";

	private final AgentSettings settings;

	private final GatewaySettings gateway;

	private final SignerResources signer;

	private final ToolsResources tools;

	/**
	 * Renders with an operator's defaults.
	 * @param settings the defaults
	 * @param gateway who may read the API key
	 */
	public AgentResources(AgentSettings settings, GatewaySettings gateway) {
		this.settings = settings;
		this.gateway = gateway;
		this.signer = new SignerResources(settings, gateway);
		this.tools = new ToolsResources(gateway);
	}

	/**
	 * The signer of an agent with a wallet, without the keystore.
	 * @param plan the agent
	 * @param runtime what runs it
	 * @param token what the signer wants to see
	 * @param keystoreVersion changes when the keystore's Secret does
	 * @return the objects, none without a wallet
	 */
	public List<ChildObject> signer(AgentPlan plan, AgentRuntime runtime, String token, String keystoreVersion) {
		if (!plan.spec().wantsWallet()) {
			return List.of();
		}
		List<ChildObject> objects = new ArrayList<>(this.signer.desired(plan.key(), keystoreVersion));
		if (runtime.callsTools(plan)) {
			objects.add(ToolsResources.signerToken(plan.key(), token));
		}
		return objects;
	}

	/**
	 * The Secret with the agent's token for agent-tools, minted once.
	 * @param plan the agent
	 * @param runtime what runs it
	 * @param token 64 hex digits
	 * @return the Secret, if the agent calls tools
	 */
	public Optional<ChildObject> toolsToken(AgentPlan plan, AgentRuntime runtime, String token) {
		return runtime.callsTools(plan) ? Optional.of(ToolsResources.token(plan.key(), token)) : Optional.empty();
	}

	/**
	 * The agent's API-key Secret, which comes first and is minted once.
	 * @param agent the Agent
	 * @param key 64 hex digits
	 * @return the Secret
	 */
	public ChildObject apiKey(ObjectKey agent, String key) {
		JsonObject secret = manifest(ResourceType.SECRET, agent, API_SECRET);
		secret.addProperty("type", "Opaque");
		secret.add("stringData", object(API_KEY, key));
		return new ChildObject(ResourceType.SECRET, ChildObject.Mode.CREATE_ONCE, secret);
	}

	/**
	 * The Secret with the key for the model endpoint, for a runtime that reads it.
	 * @param plan the agent
	 * @param runtime what runs it
	 * @return the Secret, if there is a key
	 */
	public Optional<ChildObject> modelKey(AgentPlan plan, AgentRuntime runtime) {
		String key = this.settings.modelKey();
		if (key == null || !runtime.secretEnvironment(plan).containsKey(HermesRuntime.MODEL_SECRET_KEY)) {
			return Optional.empty();
		}
		JsonObject secret = manifest(ResourceType.SECRET, plan.key(), HermesRuntime.MODEL_SECRET);
		secret.addProperty("type", "Opaque");
		secret.add("data", object(HermesRuntime.MODEL_SECRET_KEY,
				Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8))));
		return Optional.of(new ChildObject(ResourceType.SECRET, ChildObject.Mode.REPLACE, secret));
	}

	/**
	 * Everything but the Secrets, in the order in which it is to be applied: what
	 * confines the agent comes before what runs it.
	 * @param plan the agent
	 * @param runtime what runs it
	 * @param keyVersion changes when a Secret does
	 * @return the objects
	 */
	public List<ChildObject> desired(AgentPlan plan, AgentRuntime runtime, String keyVersion) {
		ChildObject config = configMap(plan, CONFIG, configuration(plan, runtime));
		ChildObject skills = configMap(plan, SKILLS, skills(plan));
		ChildObject persona = persona(plan);
		String hash = ServerSideApply.sha256(data(config) + data(skills) + seed(plan));
		List<ChildObject> objects = new ArrayList<>(List.of(namespace(plan), serviceAccount(plan), volume(plan), config,
				persona, skills, role(plan), roleBinding(plan)));
		if (runtime.callsTools(plan)) {
			objects.addAll(this.tools.desired(plan.key()));
		}
		objects.addAll(List.of(applied(ResourceType.NETWORK_POLICY, NetworkRules.render(plan, runtime, this.gateway)),
				service(plan), applied(ResourceType.DEPLOYMENT, AgentPod.deployment(plan, runtime, hash, keyVersion))));
		return List.copyOf(objects);
	}

	private ChildObject namespace(AgentPlan plan) {
		JsonObject namespace = Documents.manifest(ResourceType.NAMESPACE, new ObjectKey("", plan.namespace()),
				Map.of(Labels.MANAGED_BY, Labels.CONTROLLER, "obol.org/agent-namespace", "true",
						"pod-security.kubernetes.io/enforce", "restricted"));
		return new ChildObject(ResourceType.NAMESPACE, ChildObject.Mode.CREATE_ONCE, namespace);
	}

	private ChildObject serviceAccount(AgentPlan plan) {
		JsonObject account = manifest(ResourceType.SERVICE_ACCOUNT, plan.key(), NAME);
		account.addProperty("automountServiceAccountToken", false);
		return applied(ResourceType.SERVICE_ACCOUNT, account);
	}

	private ChildObject volume(AgentPlan plan) {
		JsonObject claim = manifest(ResourceType.PERSISTENT_VOLUME_CLAIM, plan.key(), VOLUME);
		claim.add("spec", object("accessModes", array("ReadWriteOnce"), "resources",
				object("requests", object("storage", this.settings.storage()))));
		return new ChildObject(ResourceType.PERSISTENT_VOLUME_CLAIM, ChildObject.Mode.CREATE_ONCE, claim);
	}

	private static ChildObject configMap(AgentPlan plan, String name, Map<String, String> data) {
		JsonObject map = manifest(ResourceType.CONFIG_MAP, plan.key(), name);
		if (!data.isEmpty()) {
			map.add("data", Documents.of(data));
		}
		return applied(ResourceType.CONFIG_MAP, map);
	}

	private static Map<String, String> configuration(AgentPlan plan, AgentRuntime runtime) {
		return new TreeMap<>(runtime.configuration(plan));
	}

	private static Map<String, String> skills(AgentPlan plan) {
		Map<String, String> files = new TreeMap<>();
		for (Skill skill : plan.skills()) {
			files.put(AgentPod.skillFile(skill), skill.document());
		}
		return files;
	}

	private static ChildObject persona(AgentPlan plan) {
		JsonObject map = manifest(ResourceType.CONFIG_MAP, plan.key(), PERSONA);
		map.getAsJsonObject("metadata").add("annotations", object(SEED_ANNOTATION, seed(plan)));
		map.add("data", object("SOUL.md", Persona.render(plan.spec().objective())));
		return new ChildObject(ResourceType.CONFIG_MAP, ChildObject.Mode.SEED, map);
	}

	private static String seed(AgentPlan plan) {
		String objective = plan.spec().objective();
		return ServerSideApply.sha256((objective != null) ? objective.strip() : "");
	}

	private static ChildObject role(AgentPlan plan) {
		JsonObject role = manifest(ResourceType.ROLE, plan.key(), ACCESS);
		role.add("rules", array(object("apiGroups", array(""), "resources", array("secrets"), "resourceNames",
				array(API_SECRET), "verbs", array("get"))));
		return applied(ResourceType.ROLE, role);
	}

	private ChildObject roleBinding(AgentPlan plan) {
		JsonObject binding = manifest(ResourceType.ROLE_BINDING, plan.key(), ACCESS);
		binding.add("roleRef", object("apiGroup", "rbac.authorization.k8s.io", "kind", "Role", "name", ACCESS));
		binding.add("subjects", array(object("kind", "ServiceAccount", "name", this.gateway.serviceAccount(),
				"namespace", this.gateway.namespace())));
		return applied(ResourceType.ROLE_BINDING, binding);
	}

	private static ChildObject service(AgentPlan plan) {
		JsonObject service = manifest(ResourceType.SERVICE, plan.key(), NAME);
		service.add("spec", object("type", "ClusterIP", "selector", Labels.selector(NAME, plan.name()), "ports",
				array(object("name", "http", "port", AgentRuntime.API_PORT, "protocol", "TCP", "targetPort", "http"))));
		return applied(ResourceType.SERVICE, service);
	}

	static JsonObject manifest(ResourceType type, ObjectKey agent, String name) {
		return Documents.manifest(type, new ObjectKey(agent.namespace(), name), Labels.of(NAME, agent.name()));
	}

	private static ChildObject applied(ResourceType type, JsonObject document) {
		return new ChildObject(type, ChildObject.Mode.APPLY, document);
	}

	private static String data(ChildObject map) {
		return String.valueOf(map.document().get("data"));
	}

	/**
	 * Where an agent answers.
	 * @param agent the Agent
	 * @return the cluster URL of its API, without a path
	 */
	public static String endpoint(ObjectKey agent) {
		return "http://" + NAME + "." + agent.namespace() + ".svc.cluster.local:" + AgentRuntime.API_PORT;
	}

	/**
	 * The Agent that an object belongs to.
	 * @param labels the object's labels
	 * @return the Agent's name, empty if it belongs to none
	 */
	public static String agentOf(Map<String, String> labels) {
		return Labels.CONTROLLER.equals(labels.get(Labels.MANAGED_BY)) ? labels.getOrDefault(ApiGroup.AGENT_LABEL, "")
				: "";
	}

}
