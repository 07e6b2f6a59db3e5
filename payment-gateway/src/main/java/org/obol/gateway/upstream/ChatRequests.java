package org.obol.gateway.upstream;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.obol.gateway.route.Limits;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.Runtime;
import org.obol.x402.PaymentRequirements;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rebuilds chat requests from an allow-list, so that nothing a runtime may one day react
 * to comes from a buyer by accident.
 */
@Component
class ChatRequests {

	/** Where chat completions are asked for; the short forms are what people type. */
	private static final Set<String> COMPLETIONS = Set.of("", "/v1", "/chat/completions", "/v1/chat/completions");

	private static final Set<String> ROLES = Set.of("system", "user", "assistant");

	/** What a model server may be asked for besides; an agent decides these itself. */
	private static final List<String> MODEL_OPTIONS = List.of("max_tokens", "max_completion_tokens", "temperature",
			"top_p", "stop", "seed", "presence_penalty", "frequency_penalty", "response_format", "tools",
			"tool_choice");

	private static final int BYTES_PER_TOKEN = 4;

	private static final JsonMapper JSON = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).maxNumberLength(64).build())
			.build())
		.build();

	PreparedRequest prepare(Route route, BuyerRequest buyer) {
		if (!COMPLETIONS.contains(buyer.rest())) {
			return new PreparedRequest.Refused(404, "not_found", "Only /v1/chat/completions is sold here.");
		}
		if (!"POST".equals(buyer.method())) {
			return new PreparedRequest.Refused(405, "method_not_allowed", "Send a POST with a JSON body.");
		}
		try {
			if (JSON.readTree(buyer.body()) instanceof ObjectNode asked) {
				return prepare(route, asked);
			}
		}
		catch (JacksonException ignored) {
			// Told below; the parser's message would repeat the buyer's bytes.
		}
		return refused("The body is not a JSON object.");
	}

	private static PreparedRequest prepare(Route route, ObjectNode asked) {
		List<ObjectNode> messages = new ArrayList<>();
		Optional<String> wrong = readMessages(asked.get("messages"), route.limits(), messages);
		if (wrong.isPresent()) {
			return refused(wrong.get());
		}
		JsonNode stream = asked.path("stream");
		if (!stream.isMissingNode() && !stream.isNull() && !stream.isBoolean()) {
			return refused("stream must be true or false.");
		}
		ObjectNode body = JSON.createObjectNode();
		body.put("model", route.model());
		ArrayNode list = body.putArray("messages");
		// With a session of our own Hermes looks at the last message only, so what came
		// before goes into it.
		if (route.runtime() == Runtime.HERMES && messages.size() > 1) {
			list.add(JSON.createObjectNode().put("role", "user").put("content", transcript(messages)));
		}
		else {
			messages.forEach(list::add);
		}
		body.put("stream", stream.asBoolean(false));
		if (stream.asBoolean(false) && isMetered(route)) {
			body.putObject("stream_options").put("include_usage", true);
		}
		if (!route.runtime().isAgent()) {
			MODEL_OPTIONS.stream().filter(asked::has).forEach((option) -> body.set(option, asked.get(option)));
		}
		if (tokens(body) > route.limits().maxInputTokens()) {
			return refused("The request is longer than about " + route.limits().maxInputTokens() + " tokens.");
		}
		return new PreparedRequest.Ready(
				new UpstreamRequest("POST", URI.create(route.upstream() + "/v1/chat/completions"),
						headers(stream.asBoolean(false)), JSON.writeValueAsBytes(body)),
				stream.asBoolean(false));
	}

	private static boolean isMetered(Route route) {
		return route.accepts().stream().anyMatch((terms) -> PaymentRequirements.UPTO.equals(terms.scheme()));
	}

	/**
	 * About how many tokens a model reads of it: tools and their descriptions too, and a
	 * character of another script counts as more than a Latin one.
	 */
	private static long tokens(ObjectNode body) {
		long bytes = 0;
		for (JsonNode message : body.path("messages")) {
			bytes += utf8(message.path("content").asString(""));
		}
		for (String option : MODEL_OPTIONS) {
			JsonNode value = body.path(option);
			bytes += value.isContainer() ? utf8(value.toString()) : 0;
		}
		return bytes / BYTES_PER_TOKEN;
	}

	private static int utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	private static String transcript(List<ObjectNode> messages) {
		StringBuilder text = new StringBuilder("The conversation so far:\n");
		for (ObjectNode message : messages.subList(0, messages.size() - 1)) {
			text.append(message.path("role").asString(""))
				.append(": ")
				.append(message.path("content").asString(""))
				.append('\n');
		}
		ObjectNode last = messages.getLast();
		String role = last.path("role").asString("");
		return text.append("\nNow answer the ")
			.append(role)
			.append(":\n")
			.append(last.path("content").asString(""))
			.toString();
	}

	private static Map<String, List<String>> headers(boolean stream) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		headers.put("content-type", List.of("application/json"));
		headers.put("accept", List.of(stream ? "text/event-stream" : "application/json"));
		return headers;
	}

	/** Returns what is wrong, if anything. */
	private static Optional<String> readMessages(JsonNode messages, Limits limits, List<ObjectNode> into) {
		if (!(messages instanceof ArrayNode list) || list.isEmpty()) {
			return Optional.of("messages must be a list with at least one message.");
		}
		if (list.size() > limits.maxMessages()) {
			return Optional.of("messages may have " + limits.maxMessages() + " entries.");
		}
		for (JsonNode item : list) {
			String role = item.path("role").asString("");
			Optional<String> text = textOf(item.path("content"));
			if (!ROLES.contains(role) || text.isEmpty()) {
				return Optional.of("Each message has a role (system, user or assistant) and a text as content.");
			}
			into.add(JSON.createObjectNode().put("role", role).put("content", text.get()));
		}
		if (into.stream().noneMatch((message) -> isQuestion(message))) {
			return Optional.of("One message must come from the user and not be empty.");
		}
		return Optional.empty();
	}

	private static boolean isQuestion(ObjectNode message) {
		return "user".equals(message.path("role").asString("")) && !message.path("content").asString("").isBlank();
	}

	/** Texts only: an image's URL would be fetched from inside the cluster. */
	private static Optional<String> textOf(JsonNode content) {
		if (content.isString()) {
			return Optional.of(content.stringValue());
		}
		if (!(content instanceof ArrayNode parts)) {
			return Optional.empty();
		}
		StringBuilder text = new StringBuilder();
		for (JsonNode part : parts) {
			if (!"text".equals(part.path("type").asString("")) || !part.path("text").isString()) {
				return Optional.empty();
			}
			text.append(text.isEmpty() ? "" : "\n").append(part.path("text").stringValue());
		}
		return Optional.of(text.toString());
	}

	private static PreparedRequest refused(String sentence) {
		return new PreparedRequest.Refused(400, "invalid_request", sentence);
	}

}
