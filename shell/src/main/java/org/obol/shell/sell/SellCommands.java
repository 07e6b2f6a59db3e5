package org.obol.shell.sell;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.obol.api.Agent;
import org.obol.api.ServiceOfferSpec;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.shell.agent.AgentCreation;
import org.obol.shell.agent.AgentDraft;
import org.obol.shell.cluster.Market;
import org.obol.shell.cluster.Waiting;
import org.obol.shell.console.CommandSource;
import org.obol.shell.grammar.ArgumentSpec;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.output.Reply;
import org.obol.shell.place.Place;
import org.obol.x402.Network;
import org.springframework.core.env.Environment;

/** {@code obol sell agent|http|inference}: puts things on sale. */
public final class SellCommands implements CommandSource {

	static final String GROUP = "Selling";

	private static final Network DEFAULT_NETWORK = Network.parse("base");

	private final Environment environment;

	private final Waiting waiting;

	private final Publishing publishing;

	/**
	 * The commands that put things on sale.
	 * @param environment environment variables and system properties
	 * @param waiting how to wait
	 */
	public SellCommands(Environment environment, Waiting waiting) {
		this.environment = environment;
		this.waiting = waiting;
		this.publishing = new Publishing(waiting);
	}

	@Override
	public List<CommandSpec> commands() {
		return List.of(agentSpec(), httpSpec(), inferenceSpec());
	}

	private CommandSpec agentSpec() {
		return CommandSpec.of(GROUP, "sell agent", "Offer an agent, call by call")
			.needs("name", ArgumentSpec.Kind.AGENT, "the agent; the offer has the same name")
			.with(SellOptions.PRICE, SellOptions.UP_TO, SellOptions.PER_MTOK, SellOptions.PAY_TO, SellOptions.CHAIN,
					SellOptions.TOKEN, SellOptions.ACCEPT, SellOptions.PATH, SellOptions.DESCRIPTION,
					SellOptions.MAX_TIMEOUT, SellOptions.REGISTER, SellOptions.NO_REGISTER, SellOptions.REGISTER_NAME,
					SellOptions.CATEGORY, SellOptions.WEIGHT, SellOptions.WAIT, SellOptions.TIMEOUT)
			.example("obol sell agent quant --price 0.01 --wait",
					"obol sell agent quant --up-to 0.5 --per-mtok 20 --token OBOL")
			.does(this::agent);
	}

	private CommandSpec httpSpec() {
		return CommandSpec.of(GROUP, "sell http", "Offer an HTTP service, one on this laptop or one in the cluster")
			.needs("name", ArgumentSpec.Kind.TEXT, "the offer's name")
			.with(SellOptions.PRICE, SellOptions.UP_TO, SellOptions.PER_MTOK, SellOptions.PER_HOUR, SellOptions.PAY_TO,
					SellOptions.CHAIN, SellOptions.TOKEN, SellOptions.ACCEPT)
			.with(OptionSpec.valued("port", "PORT", "port of the service")
				.otherwise("8080 with --upstream, else needed"),
					OptionSpec.valued("upstream", "SERVICE", "a Service in the offer's namespace")
						.otherwise("what listens on this laptop"),
					OptionSpec.valued("health-path", "PATH", "path that answers 2xx").otherwise("/health"))
			.with(SellOptions.PATH, SellOptions.ROUTE, SellOptions.DESCRIPTION, SellOptions.MAX_TIMEOUT,
					SellOptions.NAMESPACE, SellOptions.REGISTER, SellOptions.NO_REGISTER, SellOptions.REGISTER_NAME,
					SellOptions.REGISTER_IMAGE, SellOptions.REGISTER_SKILLS, SellOptions.REGISTER_DOMAINS,
					SellOptions.CATEGORY, SellOptions.WEIGHT,
					OptionSpec.valued("from-json", "FILE", "the offer's whole spec; - reads standard input"),
					SellOptions.WAIT, SellOptions.TIMEOUT)
			.example("obol sell http my-api --port 3000 --price 0.01",
					"obol sell http my-api --upstream my-service --port 80 -n shop --price 0.01",
					"obol sell http my-api --port 3000 --price 0.01 --route path=/docs,gate=free --route path=/report,price=2")
			.does(this::http);
	}

	private CommandSpec inferenceSpec() {
		return CommandSpec.of(GROUP, "sell inference", "Offer a model server on this laptop")
			.needs("name", ArgumentSpec.Kind.TEXT, "the offer's name")
			.with(OptionSpec.valued("model", "MODEL", "the model's id at the server"), SellOptions.PRICE,
					SellOptions.UP_TO, SellOptions.PER_MTOK, SellOptions.PAY_TO, SellOptions.CHAIN, SellOptions.TOKEN,
					OptionSpec.valued("upstream", "URL", "the OpenAI-compatible server")
						.otherwise("http://localhost:11434"),
					OptionSpec.valued("health-path", "PATH", "path that answers 2xx").otherwise("/v1/models"))
			.with(SellOptions.PATH, SellOptions.DESCRIPTION, SellOptions.MAX_TIMEOUT, SellOptions.NAMESPACE,
					SellOptions.REGISTER, SellOptions.NO_REGISTER, SellOptions.REGISTER_NAME, SellOptions.WAIT,
					SellOptions.TIMEOUT)
			.example("obol sell inference llama --model llama3.2:3b --price 0.001")
			.does(this::inference);
	}

	private Reply agent(Invocation invocation) throws ApiException {
		Place place = place(invocation);
		String name = invocation.objectName("name");
		List<Terms> terms = Terms.requireRate(Terms.read(invocation, network(invocation, place), null));
		Market market = Market.at(place);
		Agent agent = agent(name, invocation, market);
		String payTo = Recipient.of(invocation, place, agent.getStatus().walletAddress());
		OfferDraft draft = OfferDraft.ofAgent(AgentDraft.key(name))
			.paid(terms, payTo, invocation)
			.shownAs(invocation)
			.registered(Registrations.read(name, agent, terms.getFirst(), invocation, place));
		return publish(draft, "agent", terms, payTo, invocation, place);
	}

	private Agent agent(String name, Invocation invocation, Market market) throws ApiException {
		Optional<Agent> agent = market.agent(AgentDraft.key(name));
		if (agent.isPresent()) {
			return agent.get();
		}
		String missing = "There is no agent '" + name + "'";
		if (!invocation.dialogue().canAsk()) {
			throw new RefusedException(missing + "; make it with `obol agent new " + name + "`");
		}
		invocation.dialogue().warn(missing);
		if (!invocation.dialogue().confirm("Create it now?", true)) {
			throw new RefusedException("Cancelled; nothing was created");
		}
		AgentDraft draft = AgentCreation.ask(name, invocation);
		AgentCreation.create(draft, market);
		return this.waiting
			.until(Duration.ofSeconds(draft.wallet() ? 30 : 1), () -> market.agent(AgentDraft.key(name)),
					(seen) -> seen.getStatus().walletAddress() != null)
			.orElseThrow(() -> new RefusedException(missing));
	}

	private Reply http(Invocation invocation) throws ApiException, IOException {
		Place place = place(invocation);
		ObjectKey key = new ObjectKey(invocation.option("namespace").orElse("default"), invocation.objectName("name"));
		if (invocation.option("from-json").isPresent()) {
			OfferDraft draft = OfferDraft.verbatim(key, spec(invocation.option("from-json").get()));
			return this.publishing.publish(draft, "as written", "as written", invocation, place, Market.at(place));
		}
		List<Terms> terms = Terms.requireNoRate(Terms.read(invocation, network(invocation, place), null));
		DeclaredRoutes.requireReadable(invocation);
		String payTo = Recipient.of(invocation, place, null);
		String healthPath = healthPath(invocation, "/health");
		Optional<String> upstream = invocation.option("upstream");
		if (upstream.isPresent()) {
			int port = invocation.number("port", 1, 65535).orElse(8080);
			return publish(
					finished(OfferDraft.ofService(key, ServiceOfferSpec.TYPE_HTTP, upstream.get(), port, healthPath),
							terms, payTo, invocation, place),
					"http", terms, payTo, invocation, place);
		}
		int port = invocation.number("port", 1, 65535)
			.orElseThrow(() -> new UsageException("--port is missing: on which port does your service listen? "
					+ "(or --upstream SERVICE for one in the cluster)"));
		LaptopService service = new LaptopService("127.0.0.1", port);
		service.requireHealthy(healthPath);
		OfferDraft draft = OfferDraft.ofService(key, ServiceOfferSpec.TYPE_HTTP, key.name(), port, healthPath);
		return publishLaptop(service, finished(draft, terms, payTo, invocation, place), terms, payTo, invocation,
				place);
	}

	private Reply inference(Invocation invocation) throws ApiException {
		Place place = place(invocation);
		ObjectKey key = new ObjectKey(invocation.option("namespace").orElse("llm"), invocation.objectName("name"));
		String model = invocation.option("model")
			.orElseThrow(() -> new UsageException("--model is missing: which model of the server is sold?"));
		BigDecimal otherwise = invocation.option("per-mtok").isPresent() ? null : new BigDecimal("0.001");
		List<Terms> terms = Terms.requireRate(Terms.read(invocation, network(invocation, place), otherwise));
		String payTo = Recipient.of(invocation, place, null);
		URI url = Invocation.url("--upstream", invocation.option("upstream").orElse("http://localhost:11434"));
		String healthPath = healthPath(invocation, "/v1/models");
		LaptopService service = new LaptopService("localhost".equals(url.getHost()) ? "127.0.0.1" : url.getHost(),
				(url.getPort() > 0) ? url.getPort() : 80);
		service.requireHealthy(healthPath);
		OfferDraft draft = OfferDraft
			.ofService(key, ServiceOfferSpec.TYPE_INFERENCE, key.name(), service.port(), healthPath)
			.model(model);
		return publishLaptop(service, finished(draft, terms, payTo, invocation, place), terms, payTo, invocation,
				place);
	}

	private static OfferDraft finished(OfferDraft draft, List<Terms> terms, String payTo, Invocation invocation,
			Place place) {
		return draft.paid(terms, payTo, invocation)
			.shownAs(invocation)
			.registered(Registrations.read(draft.key().name(), null, terms.getFirst(), invocation, place));
	}

	private Reply publishLaptop(LaptopService service, OfferDraft draft, List<Terms> terms, String payTo,
			Invocation invocation, Place place) throws ApiException {
		if (place.network().isEmpty()) {
			invocation.dialogue()
				.warn("no local stack here; a cluster elsewhere can't reach " + service.address() + " on this machine");
		}
		Market market = Market.at(place);
		LaptopService.requireFree(draft.key(), market);
		market.ensureNamespace(draft.key().namespace(), Map.of());
		boolean isNew = market.apply(ResourceType.SERVICE, service.document(draft.key()));
		try {
			return publish(draft, draft.key().namespace().equals("llm") ? "inference" : "http", terms, payTo,
					invocation, place);
		}
		catch (ApiException ex) {
			if (isNew) {
				market.delete(ResourceType.SERVICE, draft.key());
			}
			throw ex;
		}
	}

	private Reply publish(OfferDraft draft, String type, List<Terms> terms, String payTo, Invocation invocation,
			Place place) throws ApiException {
		String told = "type: " + type + ", " + String.join(", or ", terms.stream().map(Terms::forPeople).toList());
		return this.publishing.publish(draft, told, payTo, invocation, place, Market.at(place));
	}

	static JsonObject spec(String file) throws IOException {
		String text = "-".equals(file) ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
				: Files.readString(existing(file));
		try {
			return JsonParser.parseString(text).getAsJsonObject();
		}
		catch (JsonParseException | IllegalStateException ex) {
			throw new UsageException("--from-json: '" + file + "' is not a JSON object");
		}
	}

	private static Path existing(String file) {
		Path path = Path.of(file);
		if (!Files.isRegularFile(path)) {
			throw new UsageException("--from-json: '" + file + "' is not a file");
		}
		return path;
	}

	private static String healthPath(Invocation invocation, String otherwise) {
		String path = invocation.option("health-path").orElse(otherwise);
		if (!path.matches("/\\S*")) {
			throw new UsageException("--health-path: '" + path + "' is not a path; start with / and use no blanks");
		}
		return path;
	}

	static Network network(Invocation invocation, Place place) {
		return network(invocation, place, DEFAULT_NETWORK);
	}

	static Network network(Invocation invocation, Place place, Network otherwise) {
		return invocation.option("chain")
			.map((name) -> Terms.network("--chain", name))
			.or(() -> Optional.ofNullable(SellerDefaults.of(place).chain())
				.map((name) -> Terms.network("selling.json", name)))
			.or(place::network)
			.orElse(otherwise);
	}

	private Place place(Invocation invocation) {
		return Place.of(invocation, this.environment);
	}

}
