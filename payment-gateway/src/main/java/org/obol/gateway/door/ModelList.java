package org.obol.gateway.door;

import java.util.List;
import java.util.Map;
import org.obol.gateway.paywall.Reply;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.RouteMatch;
import org.obol.gateway.route.Runtime;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells OpenAI clients which model an offer has. The catalogue says it too, so it costs
 * nothing.
 */
final class ModelList {

	private static final JsonMapper JSON = JsonMapper.shared();

	boolean answers(RouteMatch.Open open, HttpMethod method) {
		return open.route().runtime().isChat() && "/v1/models".equals(open.rest())
				&& (HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method));
	}

	Reply.Whole reply(Route route) {
		String model = (route.runtime() == Runtime.INFERENCE) ? route.model() : route.offer().name();
		byte[] body = JSON.writeValueAsBytes(
				Map.of("object", "list", "data", List.of(Map.of("id", model, "object", "model", "owned_by", "obol"))));
		return new Reply.Whole(200, Map.of("Content-Type", List.of("application/json")), body);
	}

}
