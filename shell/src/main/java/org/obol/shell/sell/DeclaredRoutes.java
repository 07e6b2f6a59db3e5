package org.obol.shell.sell;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.obol.kube.Documents;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.UsageException;

/** Reads {@code --route "path=/x,gate=paid,price=0.5,methods=GET+POST,summary=words"}. */
final class DeclaredRoutes {

	private static final List<String> PARTS = List.of("path", "gate", "price", "methods", "summary");

	private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

	private DeclaredRoutes() {
	}

	/** What is typed wrongly is told before anything is asked or made. */
	static void requireReadable(Invocation invocation) {
		read(invocation.all("route"));
	}

	static JsonArray read(List<String> texts) {
		JsonArray routes = new JsonArray();
		texts.forEach((text) -> routes.add(route(text)));
		return routes;
	}

	private static JsonObject route(String text) {
		Map<String, String> parts = parts(text);
		String path = parts.getOrDefault("path", "");
		if (!path.matches("/[a-zA-Z0-9/_.-]*[*]?") || path.contains("//") || path.contains("..")
				|| (path.endsWith("*") && !path.endsWith("/*"))) {
			throw new UsageException("--route: '" + path
					+ "' is not a path; write path=/reports, or path=/reports/* for everything below");
		}
		String gate = parts.getOrDefault("gate", "paid");
		if (!List.of("paid", "free", "auth").contains(gate)) {
			throw new UsageException("--route: '" + gate + "' is not a gate; write gate=paid, gate=free or gate=auth");
		}
		JsonObject route = Documents.object("path", path, "gate", gate, "summary", parts.get("summary"));
		if (parts.containsKey("price")) {
			route.add("price", Documents.object("perRequest", price(parts.get("price"), gate)));
		}
		if (parts.containsKey("methods")) {
			route.add("methods", methods(parts.get("methods")));
		}
		return route;
	}

	private static Map<String, String> parts(String text) {
		Map<String, String> parts = new TreeMap<>();
		for (String part : text.split(",")) {
			int equals = part.indexOf('=');
			if (equals <= 0 || !PARTS.contains(part.substring(0, equals).strip())) {
				throw new UsageException("--route: '" + text
						+ "' is not understood; write path=/reports,gate=paid,price=0.5,methods=GET+POST");
			}
			parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
		}
		return parts;
	}

	private static String price(String price, String gate) {
		if (!"paid".equals(gate)) {
			throw new UsageException("--route: gate=" + gate + " has no price; leave price out, or write gate=paid");
		}
		if (!price.matches("(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?") || !price.matches(".*[1-9].*")) {
			throw new UsageException("--route: '" + price + "' is not a price; write price=0.5");
		}
		return price;
	}

	private static JsonArray methods(String text) {
		JsonArray methods = new JsonArray();
		for (String method : text.toUpperCase(Locale.ROOT).split("[+]")) {
			if (!METHODS.contains(method)) {
				throw new UsageException("--route: '" + method + "' is not a method; write methods=GET+POST");
			}
			methods.add(method);
		}
		return methods;
	}

}
