package org.obol.offercontroller.path;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.obol.api.ServiceOffer;

/**
 * Settles claims to a path: the older offer keeps it. A path below one of another
 * namespace's older offer is taken too, or a stranger could sell what looks like part of
 * that offer.
 */
public final class PathClaims {

	/** The order of precedence: creation time, then namespace and name. */
	public static final Comparator<ServiceOffer> SENIORITY = Comparator.comparing(PathClaims::createdAt)
		.thenComparing(ServiceOffer::namespace)
		.thenComparing(ServiceOffer::name);

	private PathClaims() {
	}

	/**
	 * Judges one claim.
	 * @param offer who asks
	 * @param others the offers at the {@link #contested contested} paths at least; the
	 * asking one may be among them
	 * @return whether the offer has its path
	 */
	public static PathClaim of(ServiceOffer offer, Collection<ServiceOffer> others) {
		String path = offer.effectivePath();
		return ReservedPaths.matching(path)
			.<PathClaim>map(PathClaim.Reserved::new)
			.orElseGet(() -> others.stream()
				.filter((other) -> !isSame(other, offer) && !other.isBeingDeleted())
				.filter((other) -> collides(other, offer, path))
				.filter((other) -> SENIORITY.compare(other, offer) < 0)
				.min(SENIORITY)
				.<PathClaim>map((other) -> new PathClaim.Taken(other.namespace(), other.name()))
				.orElseGet(PathClaim.Granted::new));
	}

	/**
	 * The paths whose owners could object to a claim.
	 * @param path an effective path
	 * @return the path itself and everything it is below
	 */
	public static List<String> contested(String path) {
		List<String> paths = new ArrayList<>();
		for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
			paths.add(path.substring(0, end));
		}
		return paths;
	}

	private static boolean collides(ServiceOffer other, ServiceOffer offer, String path) {
		String theirs = other.effectivePath();
		return theirs.equals(path) || (!other.namespace().equals(offer.namespace()) && path.startsWith(theirs + "/"));
	}

	private static boolean isSame(ServiceOffer one, ServiceOffer two) {
		return one.name().equals(two.name()) && one.namespace().equals(two.namespace());
	}

	private static OffsetDateTime createdAt(ServiceOffer offer) {
		V1ObjectMeta metadata = offer.getMetadata();
		return Objects.requireNonNullElse(metadata.getCreationTimestamp(), OffsetDateTime.MAX);
	}

}
