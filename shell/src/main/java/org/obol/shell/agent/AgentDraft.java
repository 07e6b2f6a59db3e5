package org.obol.shell.agent;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.obol.api.ApiGroup;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;

/**
 * An Agent as the seller wants it.
 *
 * @param name its name
 * @param runtime what runs it
 * @param model the model to pin; null lets the suite choose
 * @param skills names of its skills
 * @param objective what it is for
 * @param wallet whether it gets a wallet of its own
 */
public record AgentDraft(String name, String runtime, @Nullable String model, List<String> skills,
		@Nullable String objective, boolean wallet) {

	/** The skills of an agent whose seller names none. */
	public static final List<String> DEFAULT_SKILLS = List.of("ethereum-networks", "ethereum-local-wallet", "addresses",
			"gas");

	static final String DEFAULT_OBJECTIVE = "A focused sub-agent: answer what it is asked from its skills, briefly, "
			+ "with figures, and refuse everything else.";

	/**
	 * Where an agent lives.
	 * @param name the agent
	 * @return the key of its Agent
	 */
	public static ObjectKey key(String name) {
		return new ObjectKey(namespace(name), name);
	}

	/**
	 * The namespace of an agent's own.
	 * @param name the agent
	 * @return {@code agent-} and its name
	 */
	public static String namespace(String name) {
		return "agent-" + name;
	}

	/**
	 * Labels of a namespace that is made for an agent.
	 * @param name the agent
	 * @return the labels
	 */
	public static Map<String, String> namespaceLabels(String name) {
		// Whoever makes the namespace confines it; the controller never changes it.
		return Map.of(ApiGroup.PART_OF_LABEL, ApiGroup.PART_OF, ApiGroup.AGENT_LABEL, name,
				"pod-security.kubernetes.io/enforce", "restricted");
	}

	/**
	 * The Agent to apply.
	 * @return a document that says only what is meant
	 */
	public JsonObject document() {
		JsonObject document = Documents.manifest(ResourceType.AGENT, key(this.name),
				Map.of(ApiGroup.PART_OF_LABEL, ApiGroup.PART_OF));
		document.add("spec",
				Documents.object("runtime", this.runtime, "model", this.model, "skills",
						this.skills.isEmpty() ? null : this.skills, "objective", this.objective, "wallet",
						this.wallet ? Documents.object("create", true) : null));
		return document;
	}

}
