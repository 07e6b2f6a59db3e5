package org.obol.offercontroller.registration;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.api.ServiceOfferStatus.Registration;
import org.obol.offercontroller.registration.RegistrationProperties.Search;
import org.obol.x402.chain.ChainException;

/**
 * Looks for an offer's registration: by the transaction its seller names, by the id known
 * before, by the owner's newest registrations. An id counts only if the seller owns it
 * now and it points to this market's registration file now. Every configured chain is
 * asked; the one the offer is paid on counts most.
 */
public final class RegistrationLookup {

	/** The seller may name the transaction that registered the offer. */
	public static final String TRANSACTION_ANNOTATION = "obol.org/registration-tx";

	private static final int REMEMBERED = 10_000;

	private final Map<String, Registry> registries;

	private final String fileUrl;

	private final Search search;

	private final Clock clock;

	private final Map<Question, Seen> seen = new ConcurrentHashMap<>();

	RegistrationLookup(Map<String, Registry> registries, String fileUrl, Search search, Clock clock) {
		this.registries = registries;
		this.fileUrl = fileUrl;
		this.search = search;
		this.clock = clock;
	}

	/**
	 * Looks once, or remembers a recent look.
	 * @param offer the offer
	 * @param accepts how it is paid; the first way says the chain that counts, and the
	 * owner
	 * @return what is known
	 */
	public RegistrationState of(ServiceOffer offer, List<Accepts> accepts) {
		ServiceOfferSpec.Registration wish = offer.getSpec().registration();
		if (wish == null || !Boolean.TRUE.equals(wish.enabled())) {
			return new RegistrationState.NotWanted();
		}
		if (accepts.isEmpty()) {
			return new RegistrationState.Unknown("the offer has no price, so its chain is not known");
		}
		Accepts first = accepts.getFirst();
		Set<String> networks = new LinkedHashSet<>(List.of(first.network()));
		networks.addAll(this.registries.keySet());
		List<Registration> found = new ArrayList<>();
		RegistrationState otherwise = null;
		for (String network : networks) {
			Question question = question(offer, network, first);
			RegistrationState state = look(question);
			// What the chain the offer is paid on says is what the seller has to hear.
			otherwise = (otherwise != null) ? otherwise : state;
			if (state instanceof RegistrationState.Found one) {
				found.addAll(one.registrations());
			}
			else if (state instanceof RegistrationState.Unknown && question.knownId() != null) {
				// A chain that can't be asked takes nothing back.
				found.add(new Registration(network, question.knownId(), question.knownTransaction()));
			}
		}
		return (found.isEmpty() && otherwise != null) ? otherwise : new RegistrationState.Found(found);
	}

	private static Question question(ServiceOffer offer, String network, Accepts first) {
		Optional<Registration> known = known(offer.getStatus(), first.network()).stream()
			.filter((one) -> one.network().equals(network))
			.findFirst();
		return new Question(network, first.payTo(), transaction(offer), known.map(Registration::agentId).orElse(null),
				known.map(Registration::transaction).orElse(null));
	}

	/** A status of before there were several chains knows the one that is paid on. */
	private static List<Registration> known(ServiceOfferStatus status, String network) {
		return (status.registrations().isEmpty() && status.agentId() != null)
				? List.of(new Registration(network, status.agentId(), status.registrationTxHash()))
				: status.registrations();
	}

	private RegistrationState look(Question question) {
		Instant now = this.clock.instant();
		Seen before = this.seen.get(question);
		if (before != null && now.isBefore(before.until())) {
			return before.state();
		}
		RegistrationState state = ask(question);
		remember(question, state, now);
		return state;
	}

	private void remember(Question question, RegistrationState state, Instant now) {
		if (this.seen.size() >= REMEMBERED) {
			this.seen.clear();
		}
		boolean found = state instanceof RegistrationState.Found;
		this.seen.put(question, new Seen(state, now.plus(found ? this.search.keepFound() : this.search.keepMissing())));
	}

	private RegistrationState ask(Question question) {
		Registry registry = this.registries.get(question.network());
		if (registry == null) {
			return new RegistrationState.NotFound(
					"no registry can be asked on " + question.network() + "; configure obol.chains for it");
		}
		try {
			return find(registry, question);
		}
		catch (ChainException ex) {
			return new RegistrationState.Unknown("the chain " + question.network() + " does not answer");
		}
	}

	private RegistrationState find(Registry registry, Question question) {
		if (question.transaction() != null) {
			Optional<BigInteger> registered = registry.registeredBy(question.transaction())
				.filter((id) -> isOurs(registry, id, question.owner()));
			if (registered.isPresent()) {
				return found(question, registered.get(), question.transaction());
			}
		}
		if (question.knownId() != null && isOurs(registry, new BigInteger(question.knownId()), question.owner())) {
			return found(question, new BigInteger(question.knownId()), question.knownTransaction());
		}
		return registry.newest(question.owner())
			.stream()
			.filter((one) -> isOurs(registry, one.agentId(), question.owner()))
			.findFirst()
			.map((one) -> found(question, one.agentId(), one.transaction()))
			.orElseGet(() -> new RegistrationState.NotFound("register " + this.fileUrl + " with the wallet "
					+ question.owner() + " on " + question.network() + "; the controller never signs"));
	}

	private static RegistrationState found(Question question, BigInteger agentId, @Nullable String transaction) {
		return new RegistrationState.Found(
				List.of(new Registration(question.network(), agentId.toString(), transaction)));
	}

	private boolean isOurs(Registry registry, BigInteger agentId, String owner) {
		return registry.owner(agentId).filter(owner::equalsIgnoreCase).isPresent()
				&& registry.uri(agentId).filter(this.fileUrl::equals).isPresent();
	}

	private static @Nullable String transaction(ServiceOffer offer) {
		Map<String, String> annotations = offer.getMetadata().getAnnotations();
		String named = (annotations != null) ? annotations.get(TRANSACTION_ANNOTATION) : null;
		return (named != null && named.matches("0x[0-9a-fA-F]{64}")) ? named : null;
	}

	/** What a look depends on. */
	private record Question(String network, String owner, @Nullable String transaction, @Nullable String knownId,
			@Nullable String knownTransaction) {

	}

	/** What was seen, and until when it counts. */
	private record Seen(RegistrationState state, Instant until) {

	}

}
