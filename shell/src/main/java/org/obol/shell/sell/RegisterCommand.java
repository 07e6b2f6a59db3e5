package org.obol.shell.sell;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.util.List;
import java.util.Optional;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.shell.chain.Chain;
import org.obol.shell.cluster.Market;
import org.obol.shell.console.CommandSource;
import org.obol.shell.grammar.ArgumentSpec;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.output.Facts;
import org.obol.shell.output.Reply;
import org.obol.shell.place.Place;
import org.obol.shell.wallet.WalletStore;
import org.obol.shell.wallet.Wallets;
import org.obol.x402.Network;
import org.springframework.core.env.Environment;

/**
 * {@code obol sell register}: puts an offer into ERC-8004's registry, signed by the
 * seller's own wallet.
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
		return List.of(CommandSpec
			.of(SellCommands.GROUP, "sell register",
					"Register on the chain (ERC-8004), once; costs gas and is signed by your wallet")
			.takes("name", ArgumentSpec.Kind.OFFER, "an offer, whose payee must be the wallet that signs")
			.with(OptionSpec.valued("chain", "NETWORK", "on which network")
				.alias("--network")
				.otherwise("the one behind --rpc-url"),
					OptionSpec.valued("endpoint", "URL", "public URL of your gateway").otherwise("--gateway"),
					OptionSpec.valued("signer", "NAME", "which wallet signs").otherwise("the default wallet"),
					Wallets.PASSWORD_FILE, SellOptions.NAMESPACE, OptionSpec.flag("yes", "ask nothing").alias("-y"),
					OptionSpec.flag("sponsored", "have the gas paid by somebody else; not available"))
			.example("obol sell register quant --chain base-sepolia --rpc-url https://sepolia.base.org")
			.does(this::register));
	}

	private Reply register(Invocation invocation) throws ApiException {
		if (invocation.flag("sponsored")) {
			throw new RefusedException("--sponsored: sponsored registration is not available; leave the option out");
		}
		Place place = Place.of(invocation, this.environment);
		String uri = endpoint(invocation, place) + DOCUMENT;
		WalletStore.StoredWallet signer = new WalletStore(place.dataDirectory()).require(invocation.option("signer"));
		Optional<ServiceOffer> offer = offer(invocation, place, signer.address());
		Chain chain = chain(invocation, place);
		IdentityRegistry registry = IdentityRegistry.on(chain);
		Optional<IdentityRegistry.Registered> before = registry.find(signer.address(), uri);
		if (before.isEmpty()) {
			requireConsent(invocation, chain, signer, uri);
		}
		IdentityRegistry.Registered registered = before.isPresent() ? before.get()
				: registerNow(registry, uri, invocation, place, chain);
		if (offer.isPresent()) {
			declare(offer.get(), place);
		}
		return reply(registered, before.isPresent(), registry, chain.network(), signer, uri);
	}

	private static String endpoint(Invocation invocation, Place place) {
		return invocation.option("endpoint")
			.map((url) -> Invocation.url("--endpoint", url.replaceAll("/+$", "")).toString())
			.orElseGet(() -> place.gateway().toString());
	}

	private static Chain chain(Invocation invocation, Place place) {
		Chain chain = Chain.at(place);
		Optional<Network> wanted = invocation.option("chain").map((name) -> Terms.network("--chain", name));
		if (wanted.isPresent() && !wanted.get().equals(chain.network())) {
			throw new UsageException("--chain: the RPC endpoint is " + chain.network().displayName() + ", not "
					+ wanted.get().displayName() + "; name the right one with --rpc-url");
		}
		return chain;
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

	private static void requireConsent(Invocation invocation, Chain chain, WalletStore.StoredWallet signer,
			String uri) {
		if (invocation.flag("yes") || !invocation.dialogue().canAsk()) {
			return;
		}
		if (!invocation.dialogue()
			.confirm("Register " + uri + " on " + chain.network().displayName() + " with wallet '" + signer.name()
					+ "'? It costs gas and stays for ever.", true)) {
			throw new RefusedException("Cancelled; nothing was registered");
		}
	}

	private static IdentityRegistry.Registered registerNow(IdentityRegistry registry, String uri, Invocation invocation,
			Place place, Chain chain) {
		var sender = Wallets.sender(invocation.option("signer"), invocation, place, chain);
		IdentityRegistry.Registered registered = registry.register(uri, sender);
		try {
			registry.markAsPaid(registered.agentId(), sender);
		}
		catch (RefusedException ex) {
			invocation.dialogue().warn("registered, but its x402 mark could not be set: " + ex.getMessage());
		}
		return registered;
	}

	private static void declare(ServiceOffer offer, Place place) throws ApiException {
		ServiceOfferSpec.Registration registration = offer.getSpec().registration();
		if (registration == null || !Boolean.TRUE.equals(registration.enabled())) {
			JsonObject enabled = Documents.object("spec",
					Documents.object("registration", Documents.object("enabled", true)));
			Market.at(place).merge(ResourceType.SERVICE_OFFER, ObjectKey.of(offer), enabled);
		}
	}

	private static Reply reply(IdentityRegistry.Registered registered, boolean before, IdentityRegistry registry,
			Network network, WalletStore.StoredWallet signer, String uri) {
		String id = registered.agentId().toString();
		String facts = new Facts().add("Agent ID", id)
			.add("Network", network.displayName())
			.add("Registry", registry.address())
			.add("Owner", signer.address())
			.add("Document", uri)
			.add("Transaction", registered.transaction())
			.render();
		return new Reply((before ? "Registered already; nothing was sent.\n" : "Registered.\n") + facts,
				Documents.object("agentId", id, "network", network.caip2(), "registry", registry.address(), "owner",
						signer.address(), "agentUri", uri, "transaction", registered.transaction(), "alreadyRegistered",
						before),
				id);
	}

}
