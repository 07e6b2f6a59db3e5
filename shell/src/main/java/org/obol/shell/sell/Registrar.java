package org.obol.shell.sell;

import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.obol.kube.Documents;
import org.obol.shell.chain.Chain;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.place.Place;
import org.obol.shell.wallet.Sender;
import org.obol.shell.wallet.SigningWallet;
import org.obol.x402.Network;

/** Changes what registries say about one document, one registry at a time. */
final class Registrar {

	private static final String TYPE = "https://eips.ethereum.org/EIPS/eip-8004#registration-v1";

	private final String uri;

	private final SigningWallet signer;

	private final Invocation invocation;

	private final Place place;

	Registrar(String uri, SigningWallet signer, Invocation invocation, Place place) {
		this.uri = uri;
		this.signer = signer;
		this.invocation = invocation;
		this.place = place;
	}

	String uri() {
		return this.uri;
	}

	SigningWallet signer() {
		return this.signer;
	}

	/** The registries that are meant, before anything is sent to any of them. */
	List<IdentityRegistry> registries() {
		Map<Network, Chain> named = new HashMap<>();
		this.invocation.all("rpc").forEach((text) -> named.putAll(endpoint(text)));
		List<String> wanted = this.invocation.list("chain");
		if (wanted.isEmpty()) {
			List<Chain> chains = named.isEmpty() ? List.of(Chain.at(this.place)) : List.copyOf(named.values());
			return chains.stream().map(IdentityRegistry::on).toList();
		}
		return wanted.stream()
			.map((name) -> Terms.network("--chain", name))
			.distinct()
			.map((network) -> IdentityRegistry.on(named.containsKey(network) ? named.get(network) : usual(network)))
			.toList();
	}

	private static Map<Network, Chain> endpoint(String text) {
		int equals = text.indexOf('=');
		if (equals <= 0) {
			throw new UsageException("--rpc: '" + text + "' is not understood; write base=https://mainnet.base.org");
		}
		Network network = Terms.network("--rpc", text.substring(0, equals));
		Chain chain = Chain.at(Invocation.url("--rpc", text.substring(equals + 1)));
		if (!chain.network().equals(network)) {
			throw new UsageException("--rpc: the RPC endpoint is " + chain.network().displayName() + ", not "
					+ network.displayName() + "; name the right one");
		}
		return Map.of(network, chain);
	}

	private Chain usual(Network network) {
		Chain chain = Chain.at(this.place);
		if (!network.equals(chain.network())) {
			throw new UsageException(
					"--chain: the RPC endpoint is " + chain.network().displayName() + ", not " + network.displayName()
							+ "; name the right one with --rpc " + network.displayName() + "=URL, or with --rpc-url");
		}
		return chain;
	}

	/** Whether registering would send nothing. */
	boolean isDone(List<IdentityRegistry> registries) {
		return registries.stream()
			.allMatch((registry) -> registry.find(this.signer.address(), this.uri)
				.filter((found) -> registry.isMarkedAsPaid(found.agentId()))
				.isPresent());
	}

	/** One chain that refuses does not keep the others from being tried. */
	List<Entry> onEach(List<IdentityRegistry> registries, Function<IdentityRegistry, Entry> deed) {
		List<Entry> entries = new ArrayList<>();
		List<RefusedException> refusals = new ArrayList<>();
		for (IdentityRegistry registry : registries) {
			try {
				entries.add(deed.apply(registry));
			}
			catch (RefusedException ex) {
				refusals.add(ex);
				if (registries.size() > 1) {
					this.invocation.dialogue().warn(registry.network().displayName() + ": " + ex.getMessage());
				}
			}
		}
		if (entries.isEmpty()) {
			throw refusals.getFirst();
		}
		return entries;
	}

	Entry register(IdentityRegistry registry) {
		Optional<IdentityRegistry.Registered> before = registry.find(this.signer.address(), this.uri);
		if (before.isPresent() && registry.isMarkedAsPaid(before.get().agentId())) {
			return new Entry(registry, before.get().agentId(), before.get().transaction(), false);
		}
		Sender sender = sender(registry);
		IdentityRegistry.Registered registered = before.orElseGet(() -> registry.register(this.uri, sender));
		try {
			registry.markAsPaid(registered.agentId(), sender);
		}
		catch (RefusedException ex) {
			this.invocation.dialogue().warn("registered, but its x402 mark could not be set: " + ex.getMessage());
		}
		return new Entry(registry, registered.agentId(), registered.transaction(), true);
	}

	/**
	 * Lets the entry carry its own last document, which stays readable when this market
	 * is gone.
	 */
	Entry bury(IdentityRegistry registry, String name) {
		IdentityRegistry.Registered found = registry.find(this.signer.address(), this.uri)
			.orElseThrow(() -> new RefusedException("Wallet " + this.signer.address() + " has not registered "
					+ this.uri + " on " + registry.network().displayName()));
		String tombstone = "data:application/json;base64," + Base64.getEncoder()
			.encodeToString(tombstone(registry, found.agentId(), name).toString().getBytes(StandardCharsets.UTF_8));
		return new Entry(registry, found.agentId(), registry.pointTo(found.agentId(), tombstone, sender(registry)),
				true);
	}

	private static JsonObject tombstone(IdentityRegistry registry, BigInteger agentId, String name) {
		JsonObject registration = new JsonObject();
		registration.addProperty("agentId", agentId);
		registration.addProperty("agentRegistry", registry.caip10());
		return Documents.object("type", TYPE, "name", name, "description",
				"x402 payment-gated service: " + name + " (deactivated)", "services", List.of(), "x402Support", false,
				"active", false, "registrations", Documents.array(registration), "supportedTrust", List.of());
	}

	private Sender sender(IdentityRegistry registry) {
		return this.signer.sender(registry.chain());
	}

	/**
	 * What a registry says now.
	 *
	 * @param registry which one
	 * @param agentId the agent's number there
	 * @param transaction what brought it about
	 * @param changed whether anything was sent
	 */
	record Entry(IdentityRegistry registry, BigInteger agentId, String transaction, boolean changed) {

	}

}
