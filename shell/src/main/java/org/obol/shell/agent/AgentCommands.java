package org.obol.shell.agent;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.obol.api.Agent;
import org.obol.api.ServiceOffer;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.shell.cluster.Market;
import org.obol.shell.cluster.Waiting;
import org.obol.shell.console.CommandSource;
import org.obol.shell.grammar.ArgumentSpec;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.output.Conditions;
import org.obol.shell.output.Reply;
import org.obol.shell.place.Place;
import org.obol.shell.wallet.ImportedKey;
import org.springframework.core.env.Environment;

/** {@code obol agent …}. */
public final class AgentCommands implements CommandSource {

	private static final String GROUP = "Agents";

	private static final int DEFAULT_WAIT = 120;

	private static final OptionSpec WAIT = OptionSpec.flag("wait", "wait until it is Ready");

	private static final OptionSpec TIMEOUT = OptionSpec.valued("timeout", "SECONDS", "how long to wait at most")
		.otherwise("120");

	private final Environment environment;

	private final Waiting waiting;

	private final SecureRandom random;

	/**
	 * The agent commands.
	 * @param environment environment variables and system properties
	 * @param waiting how to wait
	 * @param random where passwords of imported keys come from
	 */
	public AgentCommands(Environment environment, Waiting waiting, SecureRandom random) {
		this.environment = environment;
		this.waiting = waiting;
		this.random = random;
	}

	@Override
	public List<CommandSpec> commands() {
		return List.of(
				CommandSpec.of(GROUP, "agent new", "Declare an agent; the suite provisions it")
					.alias("agent onboard")
					.takes("name", ArgumentSpec.Kind.TEXT, "its name")
					.with(AgentCreation.MODEL, AgentCreation.SKILLS, AgentCreation.OBJECTIVE, AgentCreation.WALLET,
							ImportedKey.FILE, ImportedKey.PASSWORD_FILE, AgentCreation.RUNTIME, WAIT, TIMEOUT)
					.example("obol agent new quant --runtime demo --wait",
							"obol agent new gas-bot --skills gas,addresses --objective \"Answers gas questions\"",
							"obol agent new payer --import-wallet keystore.json --password-file password.txt")
					.does(this::create),
				CommandSpec
					.of(GROUP, "agent update", "Change an agent's model, skills or objective, or give it a wallet")
					.needs("name", ArgumentSpec.Kind.AGENT, "its name")
					.with(AgentCreation.MODEL,
							OptionSpec.valued("skills", "CHANGE", "a,b replaces them; +a,-b adds and removes"),
							AgentCreation.OBJECTIVE, ImportedKey.FILE, ImportedKey.PASSWORD_FILE)
					.example("obol agent update gas-bot --skills +gas,-addresses")
					.does(this::update),
				CommandSpec.of(GROUP, "agent list", "List the agents")
					.with(OptionSpec.valued("runtime", "RUNTIME", "only those of this runtime")
						.oneOf("all", "hermes", "demo")
						.otherwise("all"))
					.does(this::list),
				CommandSpec.of(GROUP, "agent status", "Show how an agent is, and why")
					.needs("name", ArgumentSpec.Kind.AGENT, "its name")
					.does((invocation) -> AgentView.one(require(invocation, market(invocation)))),
				CommandSpec.of(GROUP, "agent delete", "Delete an agent and its offers; its wallet's key is kept")
					.needs("name", ArgumentSpec.Kind.AGENT, "its name")
					.with(OptionSpec.flag("force", "ask nothing").alias("-f", "--yes", "-y"), TIMEOUT)
					.does(this::delete));
	}

	private Reply create(Invocation invocation) throws ApiException {
		if (invocation.argument("name").isEmpty()) {
			throw new UsageException("'obol agent new' needs NAME: exactly one name, such as `obol agent new quant`");
		}
		String name = invocation.objectName("name");
		if (AgentDraft.namespace(name).length() > 63) {
			throw new UsageException("name: '" + name + "' is too long; agent-" + name + " must fit 63 characters");
		}
		Market market = market(invocation);
		AgentCreation.refuseIfThere(name, market);
		Optional<ImportedKey> imported = imported(invocation);
		AgentDraft draft = AgentCreation.read(name, invocation);
		AgentCreation.create(draft, imported, market);
		invocation.dialogue().note("Agent " + AgentDraft.key(name) + " created");
		Agent agent = invocation.flag("wait") ? waitForReady(name, invocation, market)
				: market.agent(AgentDraft.key(name)).orElseThrow(() -> missing(name));
		String next = agent.getStatus().isReady() ? "obol sell agent " + name + " --price 0.01"
				: "obol agent status " + name;
		return new Reply("Agent " + AgentDraft.key(name) + " is " + AgentView.phase(agent) + "\n\nNext: " + next,
				AgentView.json(agent), name);
	}

	private Agent waitForReady(String name, Invocation invocation, Market market) throws ApiException {
		int seconds = invocation.number("timeout", 1, 3600).orElse(DEFAULT_WAIT);
		Optional<Agent> agent = this.waiting.until(Duration.ofSeconds(seconds),
				() -> market.agent(AgentDraft.key(name)), (seen) -> seen.getStatus().isReady());
		Agent seen = agent.orElseThrow(() -> missing(name));
		if (!seen.getStatus().isReady()) {
			invocation.dialogue().note(Conditions.render(seen.conditions()));
			throw new RefusedException("Agent '" + name + "' is not Ready after " + seconds + " s but "
					+ AgentView.phase(seen) + ": " + Conditions.firstMissing(seen.conditions()));
		}
		return seen;
	}

	private Reply update(Invocation invocation) throws ApiException {
		Market market = market(invocation);
		Optional<SkillChange> skills = invocation.option("skills").map((text) -> SkillChange.parse(text).known());
		if (Stream.of("skills", "model", "objective", ImportedKey.FILE.name())
			.allMatch((option) -> invocation.option(option).isEmpty())) {
			throw new UsageException("Nothing to change; give --model, --skills, --objective or --import-wallet");
		}
		Agent agent = require(invocation, market);
		Optional<ImportedKey> imported = imported(invocation);
		JsonObject spec = new JsonObject();
		List<String> told = new ArrayList<>();
		invocation.option("model").ifPresent((model) -> {
			spec.add("model", model.isBlank() ? JsonNull.INSTANCE : Documents.array(model).get(0));
			told.add("model → " + (model.isBlank() ? "the endpoint's first one" : model));
		});
		invocation.option("objective").ifPresent((objective) -> {
			spec.addProperty("objective", objective);
			told.add("objective updated");
		});
		skills.ifPresent((change) -> spec.add("skills", skills(change, agent, told)));
		if (imported.isPresent()) {
			give(imported.get(), agent, market);
			spec.add("wallet", Documents.object("create", true));
			told.add("wallet → " + imported.get().address());
		}
		market.merge(ResourceType.AGENT, ObjectKey.of(agent), Documents.object("spec", spec));
		Agent after = require(invocation, market);
		return new Reply(String.join("\n", told) + "\n\nNext: obol agent status " + agent.name(), AgentView.json(after),
				agent.name());
	}

	private static void give(ImportedKey imported, Agent agent, Market market) throws ApiException {
		String known = agent.getStatus().walletAddress();
		if (known != null && !known.isEmpty()) {
			WalletImport.requireSame(imported, known, ObjectKey.of(agent));
		}
		WalletImport.put(imported, ObjectKey.of(agent), market);
	}

	private Optional<ImportedKey> imported(Invocation invocation) {
		return invocation.option(ImportedKey.FILE.name())
			.map((file) -> ImportedKey.read(file, invocation, Place.of(invocation, this.environment), this.random));
	}

	private static JsonElement skills(SkillChange change, Agent agent, List<String> told) {
		List<String> before = agent.getSpec().skills();
		List<String> after = change.applyTo(before);
		List<String> added = after.stream().filter((skill) -> !before.contains(skill)).toList();
		List<String> removed = before.stream().filter((skill) -> !after.contains(skill)).toList();
		if (!added.isEmpty()) {
			told.add("skills added: " + String.join(", ", added));
		}
		if (!removed.isEmpty()) {
			told.add("skills removed: " + String.join(", ", removed));
		}
		if (added.isEmpty() && removed.isEmpty()) {
			told.add("skills unchanged");
		}
		return Documents.array(after.toArray());
	}

	private Reply list(Invocation invocation) throws ApiException {
		String runtime = invocation.option("runtime").orElse("all");
		List<Agent> agents = market(invocation).agents("")
			.stream()
			.filter((agent) -> "all".equals(runtime) || agent.getSpec().effectiveRuntime().equals(runtime))
			.toList();
		return AgentView.list(agents);
	}

	private Reply delete(Invocation invocation) throws ApiException {
		Market market = market(invocation);
		Agent agent = require(invocation, market);
		List<ServiceOffer> offers = market.offers(agent.namespace())
			.stream()
			.filter((offer) -> sells(offer, agent.name()))
			.toList();
		String effects = "Agent '" + agent.name() + "' and everything in it goes"
				+ (offers.isEmpty() ? "" : ", with " + offers.size() + " offer(s)") + "; its wallet's key is kept";
		if (!invocation.flag("force") && invocation.dialogue().canAsk()
				&& !invocation.dialogue().confirm(effects + ". Delete it?", false)) {
			throw new RefusedException("Cancelled; nothing was deleted");
		}
		for (ServiceOffer offer : offers) {
			market.delete(ResourceType.SERVICE_OFFER, ObjectKey.of(offer));
		}
		market.delete(ResourceType.AGENT, ObjectKey.of(agent));
		int seconds = invocation.number("timeout", 1, 3600).orElse(60);
		if (!this.waiting.untilGone(Duration.ofSeconds(seconds), () -> market.agent(ObjectKey.of(agent)))) {
			throw new RefusedException("Agent '" + agent.name() + "' is being deleted but still there after " + seconds
					+ " s; `obol agent status " + agent.name() + "` shows more");
		}
		return new Reply("Agent " + ObjectKey.of(agent) + " deleted", Documents.object("name", agent.name(),
				"namespace", agent.namespace(), "deleted", true, "offersDeleted", offers.size()), agent.name());
	}

	private static boolean sells(ServiceOffer offer, String agent) {
		var target = offer.getSpec().agent();
		return target != null && target.ref() != null && target.ref().name().equals(agent);
	}

	private static Agent require(Invocation invocation, Market market) throws ApiException {
		String name = invocation.objectName("name");
		return market.agent(AgentDraft.key(name)).orElseThrow(() -> missing(name));
	}

	private static RefusedException missing(String name) {
		return new RefusedException("There is no agent '" + name + "' in namespace " + AgentDraft.namespace(name)
				+ "; `obol agent list` shows them");
	}

	private Market market(Invocation invocation) {
		return Market.at(Place.of(invocation, this.environment));
	}

}
