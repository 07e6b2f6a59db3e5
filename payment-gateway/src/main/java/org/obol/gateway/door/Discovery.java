package org.obol.gateway.door;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.RouteTable;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.obol.x402.facilitator.FacilitatorEndpoint;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lists what this gateway sells, as a facilitator's {@code GET /discovery/resources}
 * (x402, facilitator): filters {@code type}, {@code payTo}, {@code scheme},
 * {@code network}; pages by {@code limit} and {@code offset}.
 */
@Component
class Discovery {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final int PAGE = 20;

	private static final int LARGEST_PAGE = 100;

	private static final int FAR = 1_000_000;

	private final RouteTable table;

	private final Clock clock;

	Discovery(RouteTable table, Clock clock) {
		this.table = table;
		this.clock = clock;
	}

	FacilitatorEndpoint.Answer answer(String method, Map<String, List<String>> query) {
		if (!"GET".equals(method)) {
			return error(405, "use GET");
		}
		Integer limit = number(query, "limit", PAGE, 1, LARGEST_PAGE);
		Integer offset = number(query, "offset", 0, 0, FAR);
		if (limit == null || offset == null) {
			return error(400, "limit must be 1 to 100, offset 0 or more");
		}
		List<Route> routes = this.table.routes()
			.stream()
			.flatMap((route) -> route.sold().stream())
			.filter((route) -> isAskedFor(route, query))
			.sorted(Comparator.comparing((route) -> route.quote().required().resource().url()))
			.toList();
		ObjectNode object = JSON.createObjectNode();
		object.put("x402Version", 2);
		ArrayNode items = object.putArray("items");
		routes.stream().skip(offset).limit(limit).forEach((route) -> describe(route, items.addObject()));
		object.putObject("pagination").put("limit", limit).put("offset", offset).put("total", routes.size());
		return new FacilitatorEndpoint.Answer(200, JSON.writeValueAsBytes(object));
	}

	private void describe(Route route, ObjectNode item) {
		var required = route.quote().required();
		item.put("resource", required.resource().url());
		item.put("type", "http");
		item.put("x402Version", 2);
		item.set("accepts", JSON.readTree(PaymentRequiredCodec.encodeV2Body(required)).get("accepts"));
		item.put("lastUpdated", this.clock.instant().toString());
		ObjectNode metadata = item.putObject("metadata");
		metadata.put("description", required.resource().description());
	}

	private static boolean isAskedFor(Route route, Map<String, List<String>> query) {
		return isOrAbsent(query, "type", "http")
				&& route.accepts().stream().anyMatch((accepts) -> isAskedFor(accepts, query));
	}

	private static boolean isAskedFor(PaymentRequirements accepts, Map<String, List<String>> query) {
		return isOrAbsent(query, "payTo", accepts.payTo()) && isOrAbsent(query, "scheme", accepts.scheme())
				&& isOrAbsent(query, "network", accepts.network().caip2());
	}

	private static boolean isOrAbsent(Map<String, List<String>> query, String name, String value) {
		String asked = first(query, name);
		return asked == null || asked.equalsIgnoreCase(value);
	}

	private static @Nullable Integer number(Map<String, List<String>> query, String name, int otherwise, int least,
			int most) {
		String text = first(query, name);
		if (text == null) {
			return otherwise;
		}
		int number = text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : -1;
		return (number >= least && number <= most) ? Integer.valueOf(number) : null;
	}

	private static @Nullable String first(Map<String, List<String>> query, String name) {
		List<String> values = query.get(name);
		return (values != null && !values.isEmpty()) ? values.getFirst() : null;
	}

	private static FacilitatorEndpoint.Answer error(int status, String sentence) {
		return new FacilitatorEndpoint.Answer(status,
				("{\"error\":\"" + sentence + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8));
	}

}
