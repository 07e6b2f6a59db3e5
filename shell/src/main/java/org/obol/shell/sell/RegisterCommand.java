package org.obol.shell.sell;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.util.List;
import java.util.Optional;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.shell.cluster.Market;
import org.obol.shell.console.CommandSource;
import org.obol.shell.grammar.ArgumentSpec;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.output.Facts;
import org.obol.shell.output.Reply;
import org.obol.shell.place.Place;
import org.obol.shell.wallet.SigningWallet;
import org.springframework.core.env.Environment;

/**
 * {@code obol sell register} and {@code obol sell unregister}: put an offer into
 * ERC-8004's registries, and take it out of sight there, signed by the seller's own
 * wallet.
 */
public final class RegisterCommand implements CommandSource {

	private static final String DOCUMENT = "/.well-known/agent-registration.json";

	private final Environment environment;

	/**
	 * The command.
	 * @param environment environment variables and system properties
	 */
	public RegisterCommand(Environment environment) {
		this.environment = environment;
	}

	@Override
	public List<CommandSpec> commands() {
		return List.of(
				with(CommandSpec
					.of(SellCommands.GROUP, "sell register",
							"Register on chains (ERC-8004), once on each; costs gas and is signed by your wallet")
					.takes("name", ArgumentSpec.Kind.OFFER, "an offer, whose payee must be the wallet that signs"))
					.with(OptionSpec.flag("sponsored", "have the gas paid by somebody else; not available"))
					.example("obol sell register quant --chain base-sepolia --rpc-url https://sepolia.base.org",
							"obol sell register quant --chain base,base-sepolia --rpc base=https://mainnet.base.org "
									+ "--rpc base-sepolia=https://sepolia.base.org")
					.does(this::register),
				with(CommandSpec
					.of(SellCommands.GROUP, "sell unregister",
							"Say on chains that a registration is over; its entry stays for ever, as a tombstone")
					.takes("name", ArgumentSpec.Kind.OFFER, "an offer, whose payee must be the wallet that signs"))
					.does(this::unregister));
	}

	private static CommandSpec with(CommandSpec command) {
		return SigningWallet.chosenBy(command.with(
				OptionSpec.valued("chain", "A,B", "on which networks")
					.alias("--network")
					.otherwise("the one behind --rpc-url"),
				OptionSpec.valued("rpc", "NETWORK=URL", "RPC endpoint of a network; may be given more than once")
					.manyTimes(),
				OptionSpec.valued("endpoint", "URL", "public URL of your gateway").otherwise("--gateway"),
				SellOptions.NAMESPACE, OptionSpec.flag("yes", "ask nothing").alias("-y")));
	}

	private Reply register(Invocation invocation) throws ApiException {
		if (invocation.flag("sponsored")) {
			throw new RefusedException("--sponsored: sponsored registration is not available; leave the option out");
		}
		Place place = Place.of(invocation, this.environment);
		SigningWallet signer = SigningWallet.of(invocation, place);
		Optional<ServiceOffer> offer = offer(invocation, place, signer.address());
		Registrar registrar = new Registrar(endpoint(invocation, place) + DOCUMENT, signer, invocation, place);
		List<IdentityRegistry> registries = registrar.registries();
		if (!registrar.isDone(registries)) {
			requireConsent(invocation, "Register " + registrar.uri() + " on " + names(registries) + " with wallet '"
					+ signer.name() + "'? It costs gas and stays for ever.");
		}
		List<Registrar.Entry> entries = registrar.onEach(registries, registrar::register);
		if (offer.isPresent()) {
			declare(offer.get(), place, true);
		}
		boolean before = entries.stream().noneMatch(Registrar.Entry::changed);
		return reply(before ? "Registered already; nothing was sent." : "Registered.", entries, registrar);
	}

	private Reply unregister(Invocation invocation) throws ApiException {
		Place place = Place.of(invocation, this.environment);
		SigningWallet signer = SigningWallet.of(invocation, place);
		Optional<ServiceOffer> offer = offer(invocation, place, signer.address());
		Registrar registrar = new Registrar(endpoint(invocation, place) + DOCUMENT, signer, invocation, place);
		List<IdentityRegistry> registries = registrar.registries();
		requireConsent(invocation, "Say on " + names(registries) + " that what wallet '" + signer.name()
				+ "' registered is over? Buyers will not find it there any more; it costs gas.");
		String name = offer.map(ServiceOffer::name).orElse("agent");
		List<Registrar.Entry> entries = registrar.onEach(registries, (registry) -> registrar.bury(registry, name));
		if (offer.isPresent()) {
			declare(offer.get(), place, false);
		}
		return reply("Deactivated: the entry points to a tombstone now.", entries, registrar);
	}

	private static String names(List<IdentityRegistry> registries) {
		return String.join(", ", registries.stream().map((registry) -> registry.network().displayName()).toList());
	}

	private static String endpoint(Invocation invocation, Place place) {
		return invocation.option("endpoint")
			.map((url) -> Invocation.url("--endpoint", url.replaceAll("/+$", "")).toString())
			.orElseGet(() -> place.gateway().toString());
	}

	private static Optional<ServiceOffer> offer(Invocation invocation, Place place, String signer) throws ApiException {
		if (invocation.argument("name").isEmpty()) {
			return Optional.empty();
		}
		ServiceOffer offer = OfferFinder.require(invocation, Market.at(place));
		String payee = offer.getSpec()
			.effectivePayments()
			.stream()
			.findFirst()
			.map(ServiceOfferSpec.Payment::payTo)
			.orElse("");
		if (!payee.equalsIgnoreCase(signer)) {
			throw new RefusedException("The wallet that signs (" + signer + ") is not the offer's payee (" + payee
					+ "), so buyers could not trust the registration; choose the payee's wallet with --signer");
		}
		return Optional.of(offer);
	}

	private static void requireConsent(Invocation invocation, String question) {
		if (invocation.flag("yes") || !invocation.dialogue().canAsk()) {
			return;
		}
		if (!invocation.dialogue().confirm(question, true)) {
			throw new RefusedException("Cancelled; nothing was sent");
		}
	}

	private static void declare(ServiceOffer offer, Place place, boolean wanted) throws ApiException {
		ServiceOfferSpec.Registration registration = offer.getSpec().registration();
		boolean declared = registration != null && Boolean.TRUE.equals(registration.enabled());
		if (declared != wanted) {
			JsonObject enabled = Documents.object("spec",
					Documents.object("registration", Documents.object("enabled", wanted)));
			Market.at(place).merge(ResourceType.SERVICE_OFFER, ObjectKey.of(offer), enabled);
		}
	}

	/** The first chain's facts stand for themselves; all of them are in a list. */
	private static Reply reply(String done, List<Registrar.Entry> entries, Registrar registrar) {
		StringBuilder text = new StringBuilder(done);
		JsonArray all = new JsonArray();
		for (Registrar.Entry entry : entries) {
			text.append('\n')
				.append(new Facts().add("Agent ID", entry.agentId().toString())
					.add("Network", entry.registry().network().displayName())
					.add("Registry", entry.registry().address())
					.add("Owner", registrar.signer().address())
					.add("Document", registrar.uri())
					.add("Transaction", entry.transaction())
					.render())
				.append('\n');
			all.add(json(entry, registrar));
		}
		JsonObject json = all.get(0).getAsJsonObject().deepCopy();
		json.add("registrations", all);
		String ids = String.join("\n", entries.stream().map((entry) -> entry.agentId().toString()).toList());
		return new Reply(text.toString().strip(), json, ids);
	}

	private static JsonObject json(Registrar.Entry entry, Registrar registrar) {
		return Documents.object("agentId", entry.agentId().toString(), "network", entry.registry().network().caip2(),
				"registry", entry.registry().address(), "owner", registrar.signer().address(), "agentUri",
				registrar.uri(), "transaction", entry.transaction(), "alreadyRegistered", !entry.changed());
	}

}
