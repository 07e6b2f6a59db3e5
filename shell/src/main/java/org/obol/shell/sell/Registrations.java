package org.obol.shell.sell;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.api.Agent;
import org.obol.kube.Documents;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.place.Place;

/** Decides what an offer declares about its ERC-8004 registration. */
final class Registrations {

	private static final List<String> OPTIONS = List.of("register-name", "register-image", "register-skills",
			"register-domains");

	private Registrations() {
	}

	/**
	 * Reads the registration options. On by default, except on a local stack, whose chain
	 * has no registry.
	 */
	static @Nullable JsonObject read(String offer, @Nullable Agent agent, Terms terms, Invocation invocation,
			Place place) {
		List<String> given = OPTIONS.stream().filter((option) -> invocation.option(option).isPresent()).toList();
		if (invocation.flag("no-register")) {
			if (!given.isEmpty() || invocation.flag("register")) {
				throw new UsageException("--no-register and --" + (given.isEmpty() ? "register" : given.getFirst())
						+ " contradict each other; give one of them");
			}
			return null;
		}
		boolean local = place.network().filter(terms.network()::equals).isPresent();
		if (local && given.isEmpty() && !invocation.flag("register")) {
			return null;
		}
		return document(offer, agent, terms, invocation);
	}

	private static JsonObject document(String offer, @Nullable Agent agent, Terms terms, Invocation invocation) {
		Optional<Agent> sold = Optional.ofNullable(agent);
		List<String> skills = invocation.option("register-skills").isPresent() ? invocation.list("register-skills")
				: sold.map((each) -> each.getSpec().skills()).orElse(List.of());
		List<String> domains = invocation.list("register-domains");
		JsonObject metadata = Documents.object("pricingUnit", (agent != null) ? "agent-turn" : terms.unit(),
				"x402Price", terms.price().toPlainString(), "x402Asset",
				terms.token().symbol().toUpperCase(java.util.Locale.ROOT), "x402Network", terms.network().displayName(),
				"runtime", sold.map((each) -> each.getSpec().effectiveRuntime()).orElse(null), "model",
				sold.map(Agent::effectiveModel).filter((model) -> !model.isEmpty()).orElse(null));
		return Documents.object("enabled", true, "name", invocation.option("register-name").orElse(offer),
				"description", invocation.option("description").orElse(null), "image",
				invocation.option("register-image").orElse(null), "skills", skills.isEmpty() ? null : skills, "domains",
				domains.isEmpty() ? null : domains, "metadata", metadata);
	}

}
