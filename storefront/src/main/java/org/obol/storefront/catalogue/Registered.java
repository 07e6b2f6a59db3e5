package org.obol.storefront.catalogue;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferSpec.Registration;
import org.obol.api.ServiceOfferStatus;

/**
 * An offer whose seller wants it in the ERC-8004 registry, live or not.
 *
 * @param key namespace and name
 * @param createdAt when it was made; the oldest one owns the registration file
 * @param wish what the seller wants the file to say
 * @param provenance facts to copy into the file
 * @param registrations where it is on chain, once that is known
 * @param entry the offer in the catalogue, while it is for sale
 */
public record Registered(String key, OffsetDateTime createdAt, Registration wish, Map<String, String> provenance,
		List<ServiceOfferStatus.Registration> registrations, @Nullable Entry entry) {

	/**
	 * The owner of the registration file comes first: the oldest of those that are live,
	 * and only when none is, the oldest of all.
	 */
	static final Comparator<Registered> SENIORITY = Comparator.comparing((Registered one) -> !one.isLive())
		.thenComparing(Registered::createdAt)
		.thenComparing(Registered::key);

	static Optional<Registered> of(ServiceOffer offer, @Nullable Entry entry) {
		ServiceOfferSpec spec = offer.getSpec();
		Registration wish = spec.registration();
		if (wish == null || !Boolean.TRUE.equals(wish.enabled())) {
			return Optional.empty();
		}
		OffsetDateTime created = Objects.requireNonNullElse(offer.getMetadata().getCreationTimestamp(),
				OffsetDateTime.MAX);
		return Optional.of(new Registered(offer.namespace() + "/" + offer.name(), created, wish, spec.provenance(),
				offer.getStatus().registrations(), entry));
	}

	/**
	 * Tells whether it can be bought now.
	 * @return false for one that is paused, drained or down
	 */
	public boolean isLive() {
		return this.entry != null;
	}

	/**
	 * The offer's own name.
	 * @return the part of the key after the namespace
	 */
	public String name() {
		return this.key.substring(this.key.indexOf('/') + 1);
	}

}
