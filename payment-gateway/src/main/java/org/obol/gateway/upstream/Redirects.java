package org.obol.gateway.upstream;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
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

	private static final Pattern REFRESH = Pattern
		.compile("\\s*([0-9.]{1,20})(?:\\s*[;,]\\s*(?:(?i:url)\\s*=\\s*)?(['\"]?)(.*?)\\2)?\\s*");

	/** The next of several links: the place, then what is said of it (RFC 8288 §3). */
	private static final Pattern LINK = Pattern
		.compile("\\G[\\s,]*<([^<>]*)>((?:\\s*;(?:[^\",;]|\"(?:[^\"\\\\]|\\\\.)*+\")*+)*+)\\s*(?=,|$)");

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
		if (target.getRawAuthority() != null && !isInside(route, target)) {
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
		String fragment = (target.getRawFragment() != null) ? "#" + target.getRawFragment() : "";
		return Optional.of(route.path() + ("/".equals(below) ? "" : below) + query + fragment);
	}

	/**
	 * Translates the value of {@code Link}, which may be several.
	 * @param route where the answer came from
	 * @param links what the service said
	 * @return those that mean something outside; empty for none
	 */
	static Optional<String> shownLinks(Route route, String links) {
		List<String> shown = new ArrayList<>();
		Matcher matcher = LINK.matcher(links);
		while (matcher.find()) {
			String more = matcher.group(2);
			if (!AnswerHeaders.namesInside(route, more)) {
				shown(route, matcher.group(1)).ifPresent((place) -> shown.add("<" + place + ">" + more));
			}
		}
		return shown.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", shown));
	}

	/**
	 * Translates the value of {@code Refresh}.
	 * @param route where the answer came from
	 * @param refresh seconds, and perhaps a place
	 * @return what the buyer is told; empty for what means nothing outside
	 */
	static Optional<String> shownRefresh(Route route, String refresh) {
		Matcher matcher = REFRESH.matcher(refresh);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		String place = matcher.group(3);
		return (place == null || place.isEmpty()) ? Optional.of(matcher.group(1))
				: shown(route, place).map((shown) -> matcher.group(1) + "; url=" + shown);
	}

	private static boolean isWeb(URI target) {
		return target.getScheme() == null || "https".equalsIgnoreCase(target.getScheme())
				|| "http".equalsIgnoreCase(target.getScheme());
	}

	private static boolean isInside(Route route, URI target) {
		if (target.getHost() == null) {
			return true;
		}
		String host = target.getHost().toLowerCase(Locale.ROOT);
		String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
		return INSIDE.matcher(name).matches() || name.equalsIgnoreCase(route.upstream().getHost());
	}

}
