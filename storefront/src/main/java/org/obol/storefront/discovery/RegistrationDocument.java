package org.obol.storefront.discovery;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.obol.api.IdentityRegistry;
import org.obol.api.ServiceOfferSpec.Registration;
import org.obol.storefront.catalogue.Catalogue;
import org.obol.storefront.catalogue.Entry;
import org.obol.storefront.catalogue.Registered;
import org.obol.storefront.catalogue.Tombstone;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /.well-known/agent-registration.json}, the registration file of ERC-8004. One
 * per market: the oldest offer that asks for registration owns it and says who the agent
 * is; the services of all registered offers that are live are listed, its own first.
 */
final class RegistrationDocument {

	private static final String TYPE = "https://eips.ethereum.org/EIPS/eip-8004#registration-v1";

	private RegistrationDocument() {
	}

	static ObjectNode of(Catalogue catalogue) {
		List<Registered> all = catalogue.registered();
		Registered owner = all.getFirst();
		boolean active = owner.isLive();
		Registration wish = owner.wish();
		return Nodes.object("type", TYPE, "name", Objects.requireNonNullElse(wish.name(), owner.name()), "description",
				description(owner) + (active ? "" : " (deactivated)"), "image", wish.image(), "services",
				Nodes.array(all.stream().flatMap(RegistrationDocument::services).toList()), "x402Support", active,
				"active", active, "registrations", Nodes.array(registrations(all)), "supportedTrust",
				Nodes.array(wish.supportedTrust()), "metadata", wish.metadata().isEmpty() ? null : wish.metadata(),
				"provenance", owner.provenance().isEmpty() ? null : owner.provenance());
	}

	/** What is left to say when every offer that was registered is gone. */
	static ObjectNode of(List<Tombstone> tombstones) {
		Tombstone newest = tombstones.getFirst();
		return Nodes.object("type", TYPE, "name", newest.name(), "description",
				"x402 payment-gated service: " + newest.name() + " (deactivated)", "image", newest.image(), "services",
				Nodes.list(), "x402Support", false, "active", false, "registrations",
				Nodes.array(tombstones.stream()
					.flatMap((one) -> registration(one.network(), one.agentId()).stream())
					.toList()),
				"supportedTrust", Nodes.list());
	}

	private static String description(Registered owner) {
		String wished = owner.wish().description();
		if (wished != null) {
			return wished;
		}
		Entry entry = owner.entry();
		return (entry != null) ? entry.description() : "x402 payment-gated service: " + owner.name();
	}

	private static Stream<ObjectNode> services(Registered one) {
		Entry entry = one.entry();
		if (entry == null) {
			return Stream.empty();
		}
		List<ObjectNode> services = new ArrayList<>();
		services
			.add(Nodes.object("name", "web", "endpoint", entry.endpoint(), "drainEndsAt", entry.shelf().drainEndsAt()));
		Registration wish = one.wish();
		if (!wish.skills().isEmpty() || !wish.domains().isEmpty()) {
			services.add(Nodes.object("name", "OASF", "endpoint", entry.endpoint(), "version", "0.8", "skills",
					Nodes.array(wish.skills()), "domains", Nodes.array(wish.domains())));
		}
		wish.services()
			.forEach((declared) -> services.add(Nodes.object("name", declared.name(), "endpoint", declared.endpoint(),
					"version", declared.version())));
		return services.stream();
	}

	/**
	 * Where the agent is registered: by every seller of this market, each id once. A
	 * buyer checks the id on the chain it pays on.
	 */
	private static List<ObjectNode> registrations(List<Registered> all) {
		boolean live = all.getFirst().isLive();
		return all.stream()
			.filter((one) -> one.isLive() == live)
			.flatMap((one) -> one.registrations().stream())
			.flatMap((one) -> registration(one.network(), new BigInteger(one.agentId())).stream())
			.distinct()
			.toList();
	}

	private static Optional<ObjectNode> registration(String network, BigInteger agentId) {
		return IdentityRegistry.on(network)
			.map((registry) -> Nodes.object("agentId", agentId, "agentRegistry", registry.caip10()));
	}

}
