package org.obol.gateway.upstream;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.obol.gateway.route.Route;

/**
 * Which of a service's headers a buyer sees. What says where something is, is said as
 * buyers can go there; whatever else names a place inside the cluster is left out.
 */
final class AnswerHeaders {

	private static final Set<String> HIDDEN = Set.of("server", "set-cookie", "via", "x-powered-by", "payment-required",
			"payment-response", "payment-signature", "x-payment", "settlement-overrides", "cache-control", "connection",
			"keep-alive", "proxy-authenticate", "te", "trailer", "transfer-encoding", "upgrade", "content-length",
			"date", "www-authenticate", "forwarded", "x-real-ip", "x-served-by", "x-backend-server",
			// They would hold for everybody else's offers too.
			"alt-svc", "strict-transport-security", "clear-site-data", "nel", "report-to", "reporting-endpoints",
			"service-worker-allowed");

	private static final List<String> HIDDEN_PREFIXES = List.of("x-hermes-", "x-payment-", "access-control-", "x-obol-",
			"x-forwarded-", "x-envoy-");

	/** Names and addresses that mean something inside only, wherever they stand. */
	private static final Pattern INSIDE = Pattern.compile("(?<![\\w.-])(?:"
			// Names, but not what is called like one below a path.
			+ "(?<![^/]/)(?:[\\w-]+\\.)+(?:svc(?:\\.[\\w.-]*)?|(?:local|internal|localhost)(?!\\.?[\\w-]))(?![\\w-])"
			+ "|localhost(?!\\.?[\\w-])|(?<=://)[\\w-]+(?![\\w.-])"
			// RFC 1918, loopback, link-local, carrier-grade NAT.
			+ "|(?:(?:10|127)(?:\\.\\d{1,3})|192\\.168|169\\.254|172\\.(?:1[6-9]|2\\d|3[01])"
			+ "|100\\.(?:6[4-9]|[7-9]\\d|1[01]\\d|12[0-7]))(?:\\.\\d{1,3}){2}(?!\\.?\\w)"
			// The same of IPv6.
			+ "|(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):[0-9a-f:]+|::1(?![\\w:]))");

	private AnswerHeaders() {
	}

	/**
	 * What a buyer sees of a plain HTTP service's headers.
	 * @param route where the answer came from
	 * @param headers values by lower-case name
	 * @return those that pass, as they are shown
	 */
	static Map<String, List<String>> shown(Route route, Map<String, List<String>> headers) {
		Map<String, List<String>> shown = new LinkedHashMap<>();
		RequestHeaders.pass(headers, HIDDEN, HIDDEN_PREFIXES).forEach((name, values) -> {
			List<String> passed = values.stream().flatMap((value) -> shown(route, name, value).stream()).toList();
			if (!passed.isEmpty()) {
				shown.put(name, passed);
			}
		});
		return shown;
	}

	private static Optional<String> shown(Route route, String name, String value) {
		Optional<String> shown = switch (name) {
			case "location", "content-location" -> Redirects.shown(route, value);
			case "link" -> Redirects.shownLinks(route, value);
			case "refresh" -> Redirects.shownRefresh(route, value);
			default -> Optional.of(value);
		};
		return shown.filter((text) -> !namesInside(route, text));
	}

	/** Whether a text names a place inside the cluster. */
	static boolean namesInside(Route route, String text) {
		if (text.indexOf('.') < 0 && text.indexOf(':') < 0 && !text.contains("localhost")) {
			return false;
		}
		String plain = decoded(text).toLowerCase(Locale.ROOT);
		return INSIDE.matcher(plain).find() || names(plain, Objects.requireNonNullElse(route.upstream().getHost(), ""));
	}

	private static boolean names(String text, String host) {
		for (int at = host.isEmpty() ? -1 : text.indexOf(host); at >= 0; at = text.indexOf(host, at + 1)) {
			int end = at + host.length();
			if ((at == 0 || !isOfAName(text.charAt(at - 1)))
					&& (end == text.length() || !isOfAName(text.charAt(end)))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isOfAName(char sign) {
		return Character.isLetterOrDigit(sign) || sign == '-' || sign == '_' || sign == '.';
	}

	private static String decoded(String text) {
		try {
			return (text.indexOf('%') < 0) ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

}
