package org.obol.storefront.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.api.ServiceOfferStatus.AgentResolution;
import org.obol.storefront.catalogue.CatalogueProperties.Profile;
import org.obol.storefront.catalogue.Entry.Shelf;

/**
 * Reads catalogue entries from offers. An offer is listed while it can be bought: its
 * registration may still be pending.
 */
final class EntryReader {

	private static final List<OfferCondition> NEEDED = List.of(OfferCondition.MODEL_READY,
			OfferCondition.UPSTREAM_HEALTHY, OfferCondition.PAYMENT_GATE_READY, OfferCondition.ROUTE_PUBLISHED);

	private final String publicUrl;

	EntryReader(String publicUrl) {
		this.publicUrl = publicUrl;
	}

	/** Two offers of one name in different namespaces get anchors of their own. */
	Catalogue catalogue(Collection<ServiceOffer> offers, Profile profile) {
		List<Entry> entries = new ArrayList<>();
		List<Registered> registered = new ArrayList<>();
		Set<String> anchors = new HashSet<>();
		offers.stream()
			.sorted(Comparator.comparing(ServiceOffer::namespace).thenComparing(ServiceOffer::name))
			.forEach((offer) -> {
				Optional<Entry> entry = read(offer)
					.map((read) -> anchors.add(read.shelf().anchor()) ? read : read.withOwnAnchor());
				entry.ifPresent(entries::add);
				Registered.of(offer, entry.orElse(null)).ifPresent(registered::add);
			});
		return new Catalogue(profile, this.publicUrl, entries, registered);
	}

	Optional<Entry> read(ServiceOffer offer) {
		List<Operation> operations = isForSale(offer) ? Operations.of(offer) : List.of();
		return operations.stream().filter(Operation::paid).findFirst().map((call) -> entry(offer, operations, call));
	}

	private static boolean isForSale(ServiceOffer offer) {
		ServiceOfferStatus status = offer.getStatus();
		return !offer.isBeingDeleted() && !offer.isPaused() && !status.accepts().isEmpty()
				&& status.prices().size() == status.accepts().size()
				&& NEEDED.stream().allMatch((type) -> Condition.holds(status.conditions(), type.wire()));
	}

	/** What the entry costs is what its first paid call costs. */
	private Entry entry(ServiceOffer offer, List<Operation> operations, Operation call) {
		ServiceOfferSpec spec = offer.getSpec();
		String path = offer.effectivePath();
		return new Entry(offer.namespace(), offer.name(), spec.effectiveType(), path, this.publicUrl + path,
				description(spec), model(offer), skills(offer), call.payments(), operations, shelf(offer));
	}

	private static String description(ServiceOfferSpec spec) {
		String said = spec.description();
		if (said != null && !said.isBlank()) {
			return said.strip();
		}
		return switch (spec.effectiveType()) {
			case ServiceOfferSpec.TYPE_AGENT -> "An AI agent that answers chat messages, paid call by call.";
			case ServiceOfferSpec.TYPE_INFERENCE -> "A model behind the OpenAI chat API, paid call by call.";
			case ServiceOfferSpec.TYPE_FINE_TUNING -> "Fine-tuning jobs, paid one by one.";
			default -> "An HTTP service, paid call by call.";
		};
	}

	/** An agent's model is the seller's secret unless the 402 names it too. */
	private static @Nullable String model(ServiceOffer offer) {
		ServiceOfferSpec spec = offer.getSpec();
		if (spec.model() != null && ServiceOfferSpec.TYPE_INFERENCE.equals(spec.effectiveType())) {
			return spec.model().name();
		}
		Object exposed = offer.getStatus().accepts().getFirst().extra().get("agentModel");
		return (exposed instanceof String model) ? model : null;
	}

	private static List<String> skills(ServiceOffer offer) {
		AgentResolution agent = offer.getStatus().agentResolution();
		if (agent != null) {
			return agent.skills();
		}
		ServiceOfferSpec.Registration registration = offer.getSpec().registration();
		return (registration != null) ? registration.skills() : List.of();
	}

	private static Shelf shelf(ServiceOffer offer) {
		ServiceOfferSpec.Listing listing = offer.getSpec().listing();
		int weight = (listing != null) ? Objects.requireNonNullElse(listing.weight(), 0) : 0;
		String category = (listing != null) ? Objects.requireNonNullElse(listing.category(), "") : "";
		boolean pending = !Condition.holds(offer.conditions(), OfferCondition.REGISTERED.wire());
		return new Shelf("service-" + offer.name(), category, weight, pending,
				offer.getSpec().drainEndsAt().map(Instant::toString).orElse(null), liveSince(offer));
	}

	private static String liveSince(ServiceOffer offer) {
		return Condition.of(offer.conditions(), OfferCondition.ROUTE_PUBLISHED.wire())
			.map(Condition::lastTransitionTime)
			.map((time) -> time.toInstant().toString())
			.orElse(Instant.EPOCH.toString());
	}

}
