package org.obol.shell.agent;

import io.kubernetes.client.openapi.ApiException;
import java.util.List;
import java.util.Optional;
import org.obol.api.Agent;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.shell.cluster.Market;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.wallet.ImportedKey;

/**
 * Reads what an agent should be, asking a person where nothing was said, and declares it.
 */
public final class AgentCreation {

	static final OptionSpec MODEL = OptionSpec.valued("model", "MODEL", "model to pin")
		.otherwise("the model endpoint's first one");

	static final OptionSpec SKILLS = OptionSpec.valued("skills", "A,B", "names of its skills");

	static final OptionSpec OBJECTIVE = OptionSpec.valued("objective", "TEXT", "what it is for; buyers never see it");

	static final OptionSpec WALLET = OptionSpec.flag("create-wallet", "give it a wallet of its own");

	static final OptionSpec RUNTIME = OptionSpec.valued("runtime", "RUNTIME", "what runs it")
		.oneOf("hermes", "demo")
		.otherwise("hermes");

	private AgentCreation() {
	}

	/**
	 * Reads the options of {@code agent new}. With none of them, a person is asked.
	 * @param name the agent
	 * @param invocation what was typed
	 * @return what to declare
	 */
	static AgentDraft read(String name, Invocation invocation) {
		boolean said = List.of("model", "skills", "objective", "create-wallet", "import-wallet", "runtime")
			.stream()
			.anyMatch((option) -> invocation.option(option).isPresent());
		if (!said && invocation.dialogue().canAsk()) {
			return ask(name, invocation);
		}
		List<String> skills = invocation.option("skills")
			.map((text) -> SkillChange.parse(text).known().applyTo(List.of()))
			.orElse(List.of());
		return new AgentDraft(name, invocation.option("runtime").orElse("hermes"),
				invocation.option("model").filter((model) -> !model.isBlank()).orElse(null), skills,
				invocation.option("objective").orElse(null),
				invocation.flag("create-wallet") || invocation.option("import-wallet").isPresent());
	}

	/**
	 * Asks a person what an agent should be.
	 * @param name the agent
	 * @param invocation who asks
	 * @return what to declare
	 */
	public static AgentDraft ask(String name, Invocation invocation) {
		var dialogue = invocation.dialogue();
		String model = dialogue.ask("Model (Enter lets the suite choose)", "");
		String skills = dialogue.ask("Skills", String.join(",", AgentDraft.DEFAULT_SKILLS));
		String objective = dialogue.ask("Objective", AgentDraft.DEFAULT_OBJECTIVE);
		boolean wallet = dialogue.confirm("A wallet of its own?", true);
		return new AgentDraft(name, "hermes", model.isEmpty() ? null : model,
				SkillChange.parse(skills).known().applyTo(List.of()), objective, wallet);
	}

	/**
	 * Declares an agent in its own namespace.
	 * @param draft what it should be
	 * @param market the cluster
	 * @throws ApiException if the API server refuses
	 * @throws RefusedException if the agent exists already
	 */
	public static void create(AgentDraft draft, Market market) throws ApiException {
		create(draft, Optional.empty(), market);
	}

	/** The key comes first: an agent that finds none has one minted. */
	static void create(AgentDraft draft, Optional<ImportedKey> imported, Market market) throws ApiException {
		refuseIfThere(draft.name(), market);
		ObjectKey key = AgentDraft.key(draft.name());
		boolean isNew = market.ensureNamespace(key.namespace(), AgentDraft.namespaceLabels(draft.name()));
		boolean brought = false;
		try {
			brought = imported.isPresent() && WalletImport.put(imported.get(), key, market);
			market.create(ResourceType.AGENT, draft.document());
		}
		catch (ApiException | RefusedException ex) {
			if (isNew) {
				market.delete(ResourceType.NAMESPACE, new ObjectKey("", key.namespace()));
			}
			else if (brought) {
				market.delete(ResourceType.SECRET, WalletImport.secret(key));
			}
			throw ex;
		}
	}

	static void refuseIfThere(String name, Market market) throws ApiException {
		Optional<Agent> there = market.agent(AgentDraft.key(name));
		if (there.isPresent()) {
			throw new RefusedException(
					there.get().isBeingDeleted() ? "Agent '" + name + "' is just being deleted; try again in a moment"
							: "Agent '" + name + "' exists already; change it with `obol agent update " + name + "`");
		}
	}

}
