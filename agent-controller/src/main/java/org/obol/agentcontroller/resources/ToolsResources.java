package org.obol.agentcontroller.resources;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.obol.agentcontroller.runtime.HermesRuntime;
import org.obol.agentcontroller.settings.GatewaySettings;
import org.obol.api.AgentWallet;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;

import static org.obol.kube.Documents.array;
import static org.obol.kube.Documents.object;

/**
 * What agent-tools needs in the namespace of an agent that has tools: the agent's token,
 * the signer's token without the key, a record of what was spent, and the right to read
 * or write exactly these.
 */
public final class ToolsResources {

	/** The Role and RoleBinding of agent-tools, and its ServiceAccount. */
	public static final String ACCESS = "agent-tools";

	/** The ConfigMap that agent-tools counts spending in. */
	public static final String SPENDING = "agent-spending";

	/** The Secret with nothing but the signer's token. */
	public static final String SIGNER_TOKEN = "remote-signer-token";

	private final GatewaySettings suite;

	ToolsResources(GatewaySettings suite) {
		this.suite = suite;
	}

	static ChildObject token(ObjectKey agent, String token) {
		JsonObject secret = AgentResources.manifest(ResourceType.SECRET, agent, HermesRuntime.TOOLS_SECRET);
		secret.addProperty("type", "Opaque");
		secret.add("stringData", object(HermesRuntime.TOOLS_SECRET_KEY, token));
		return new ChildObject(ResourceType.SECRET, ChildObject.Mode.CREATE_ONCE, secret);
	}

	static ChildObject signerToken(ObjectKey agent, String token) {
		JsonObject secret = AgentResources.manifest(ResourceType.SECRET, agent, SIGNER_TOKEN);
		secret.addProperty("type", "Opaque");
		secret.add("data",
				object(AgentWallet.TOKEN, Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8))));
		return new ChildObject(ResourceType.SECRET, ChildObject.Mode.REPLACE, secret);
	}

	List<ChildObject> desired(ObjectKey agent) {
		return List.of(
				new ChildObject(ResourceType.CONFIG_MAP, ChildObject.Mode.CREATE_ONCE,
						AgentResources.manifest(ResourceType.CONFIG_MAP, agent, SPENDING)),
				new ChildObject(ResourceType.ROLE, ChildObject.Mode.APPLY, role(agent)),
				new ChildObject(ResourceType.ROLE_BINDING, ChildObject.Mode.APPLY, binding(agent)));
	}

	private static JsonObject role(ObjectKey agent) {
		JsonObject role = AgentResources.manifest(ResourceType.ROLE, agent, ACCESS);
		role.add("rules",
				array(object("apiGroups", array(""), "resources", array("secrets"), "resourceNames",
						array(HermesRuntime.TOOLS_SECRET, SIGNER_TOKEN), "verbs", array("get")),
						object("apiGroups", array(""), "resources", array("configmaps"), "resourceNames",
								array(SPENDING), "verbs", array("get", "patch"))));
		return role;
	}

	private JsonObject binding(ObjectKey agent) {
		JsonObject binding = AgentResources.manifest(ResourceType.ROLE_BINDING, agent, ACCESS);
		binding.add("roleRef", object("apiGroup", "rbac.authorization.k8s.io", "kind", "Role", "name", ACCESS));
		binding.add("subjects",
				array(object("kind", "ServiceAccount", "name", ACCESS, "namespace", this.suite.namespace())));
		return binding;
	}

}
