package org.obol.gateway.upstream;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.obol.gateway.route.Route;

/**
 * Where a service sends its callers, said as buyers can go there. Services name
 * themselves by an address inside the cluster, which is nobody's business and no use to
 * anybody outside.
 */
final class Redirects {

	/** Names and addresses that mean something inside only. */
	private static final Pattern INSIDE = Pattern
		.compile("[^.]+|.*\\.(?:svc|local|internal|localhost)|[0-9.]+|\\[.*\\]|.*\\.svc\\..*");

	private Redirects() {
	}

	/**
	 * Translates the value of {@code Location} or {@code Content-Location}.
	 * @param route where the answer came from
	 * @param location what the service said
	 * @return what the buyer is told; empty for what means nothing outside
	 */
	static Optional<String> shown(Route route, String location) {
		URI target;
		try {
			target = URI.create(location);
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
		if (target.isOpaque()) {
			return Optional.empty();
		}
		if (target.getRawAuthority() != null && !isInside(target)) {
			return isWeb(target) ? Optional.of(location) : Optional.empty();
		}
		String path = Objects.requireNonNullElse(target.getRawPath(), "");
		if (target.getRawAuthority() == null && !path.startsWith("/")) {
			// Relative to what was called.
			return Optional.of(location);
		}
		String base = Objects.requireNonNullElse(route.upstream().getRawPath(), "");
		String below = path.startsWith(base + "/") ? path.substring(base.length()) : path;
		String query = (target.getRawQuery() != null) ? "?" + target.getRawQuery() : "";
		return Optional.of(route.path() + ("/".equals(below) ? "" : below) + query);
	}

	private static boolean isWeb(URI target) {
		return target.getScheme() == null || "https".equalsIgnoreCase(target.getScheme())
				|| "http".equalsIgnoreCase(target.getScheme());
	}

	private static boolean isInside(URI target) {
		String host = target.getHost();
		return host == null || INSIDE.matcher(host.toLowerCase(Locale.ROOT)).matches();
	}

}
