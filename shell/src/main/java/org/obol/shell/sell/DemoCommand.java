package org.obol.shell.sell;

import io.kubernetes.client.openapi.ApiException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.obol.api.ApiGroup;
import org.obol.api.ServiceOffer;
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
import org.springframework.core.env.Environment;

/** {@code obol sell demo}: something to sell for somebody who has nothing yet. */
public final class DemoCommand implements CommandSource {

	private static final String USUAL_IMAGE = "ghcr.io/obolnetwork/agent-market/demo-agent:latest";

	private static final OptionSpec IMAGE = OptionSpec.valued("image", "IMAGE", "the image of hello and blocks")
		.otherwise(USUAL_IMAGE);

	private final Environment environment;

	private final Publishing publishing;

	/**
	 * The command.
	 * @param environment environment variables and system properties
	 * @param waiting how to wait
	 */
	public DemoCommand(Environment environment, Waiting waiting) {
		this.environment = environment;
		this.publishing = new Publishing(waiting);
	}

	@Override
	public List<CommandSpec> commands() {
		return List.of(CommandSpec
			.of(SellCommands.GROUP, "sell demo", "Start a demo service, offer it, and wait for it")
			.takes("type", ArgumentSpec.Kind.TEXT, "hello (the default), blocks, or the agent quant")
			.with(OptionSpec.valued("name", "NAME", "the offer's name").otherwise("demo-<type>"),
					SellOptions.PRICE.otherwise("hello 1 OBOL, blocks 0.0001 USDC, quant 10 OBOL"), SellOptions.PAY_TO,
					SellOptions.CHAIN.otherwise("what `sell pricing` says, else the local stack's, else ethereum; "
							+ "base-sepolia for blocks"),
					SellOptions.TOKEN.otherwise("OBOL, USDC for blocks"), IMAGE, SellOptions.REGISTER,
					SellOptions.NO_REGISTER, SellOptions.TIMEOUT)
			.example("obol sell demo", "obol sell demo blocks", "obol sell demo quant --price 0.01 --token USDC")
			.does(this::sell));
	}

	private Reply sell(Invocation invocation) throws ApiException {
		Place place = Place.of(invocation, this.environment);
		DemoService demo = DemoService.of(invocation.argument("type").orElse("hello"));
		String name = Invocation.objectName("--name", invocation.option("name").orElse("demo-" + demo.word()));
		List<Terms> terms = Terms.read(invocation, SellCommands.network(invocation, place, demo.network()),
				demo.price(), demo.token());
		String payTo = Recipient.of(invocation, place, null);
		Optional<URI> chain = (demo == DemoService.BLOCKS) ? Optional.of(chain(place)) : Optional.empty();
		Market market = Market.at(place);
		OfferDraft draft = (demo == DemoService.QUANT) ? agent(name, market) : service(name, market);
		draft.paid(terms, payTo, invocation)
			.describedAs(demo.description())
			.registered(invocation.flag("register")
					? Registrations.read(name, null, terms.getFirst(), invocation, place) : null);
		boolean isNew = this.publishing.apply(draft, "demo: " + terms.getFirst().forPeople(), payTo, invocation,
				market);
		if (demo != DemoService.QUANT) {
			start(demo, draft.key(), isNew, chain, invocation, market);
		}
		return tryIt(this.publishing.reply(draft, isNew, true, invocation, place, market), name, terms.getFirst());
	}

	private static OfferDraft agent(String name, Market market) throws ApiException {
		ObjectKey key = AgentDraft.key(name);
		boolean isThere = market.agent(key).filter((agent) -> !agent.isBeingDeleted()).isPresent();
		if (!isThere) {
			AgentCreation.create(new AgentDraft(name, "demo", null, DemoService.SKILLS, DemoService.OBJECTIVE, false),
					market);
		}
		return OfferDraft.ofAgent(key);
	}

	private static OfferDraft service(String name, Market market) throws ApiException {
		ObjectKey key = new ObjectKey(DemoService.NAMESPACE, name);
		LaptopService.requireFree(key, market);
		market.ensureNamespace(key.namespace(),
				Map.of(ApiGroup.PART_OF_LABEL, ApiGroup.PART_OF, "pod-security.kubernetes.io/enforce", "restricted"));
		return OfferDraft.ofService(key, ServiceOfferSpec.TYPE_HTTP, name, DemoService.PORT, "/health");
	}

	private static void start(DemoService demo, ObjectKey key, boolean isNew, Optional<URI> chain,
			Invocation invocation, Market market) throws ApiException {
		ServiceOffer offer = market.offer(key)
			.orElseThrow(() -> new RefusedException("Offer " + key + " was deleted meanwhile"));
		try {
			demo.start(offer, invocation.option(IMAGE.name()).orElse(USUAL_IMAGE), chain, market);
		}
		catch (ApiException ex) {
			if (isNew) {
				market.delete(ResourceType.SERVICE_OFFER, key);
			}
			throw ex;
		}
	}

	/** The pod asks the chain, so the address must mean something there. */
	private static URI chain(Place place) {
		return place.rpcUrl()
			.orElseThrow(() -> new UsageException(
					"blocks reads a chain; give the address of one that the cluster can reach with --rpc-url URL"));
	}

	private static Reply tryIt(Reply reply, String name, Terms terms) {
		return new Reply(reply.text() + "\n\nTry it:\n  curl -i " + reply.brief() + "    # 402: " + terms.forPeople()
				+ "\n  Tell your agent: Use x402_fetch to buy " + reply.brief() + " for at most "
				+ terms.price().toPlainString() + " " + terms.token().symbol() + "\n\nIt goes with `obol sell delete "
				+ name + "`", reply.data(), reply.brief());
	}

}
