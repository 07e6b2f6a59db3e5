package org.obol.gateway;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Payments in {@code _meta}, good ones changed member by member: whatever comes, the
 * answer is JSON-RPC in words of ours, and an answer of the agent goes with exactly one
 * settlement. {@code -Dfuzz.seed} repeats a run, {@code -Dfuzz.rounds} makes it longer.
 */
class McpFuzzIT extends GatewayIT {

	private static final long SEED = Long.getLong("fuzz.seed", 402);

	private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 400);

	private static final JsonMapper JSON = JsonMapper
		.builder(JsonFactory.builder()
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(5_000).build())
			.build())
		.enable(JsonWriteFeature.ESCAPE_NON_ASCII)
		.build();

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final Random random = new Random(SEED);

	@Test
	void hostilePaymentsInMetaAreRefusedInOurWordsAndNobodyIsServedForNothing() {
		this.upstream.script = FakeUpstream.chat("The chain is 42 high.");
		AtomicInteger served = new AtomicInteger();
		for (int round = 0; round < ROUNDS; round++) {
			ObjectNode message = message(round);
			for (int i = this.random.nextInt(3); i >= 0; i--) {
				change(message);
			}
			check(round, JSON.writeValueAsString(message), served);
		}
		assertThat(served.get()).as("some changes change nothing").isPositive();
		assertThat(this.facilitator.settled).hasValue(served.get());
		assertThat(state()).as("all written").isNotEmpty();
		assertThat(this.jdbc.sql("select count(*) from payment where state = 'SETTLED'").query(Integer.class).single())
			.isEqualTo(served.get());
		assertThat(this.jdbc.sql("select count(*) from payment where state not in ('SETTLED', 'RELEASED', 'REJECTED')")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void questionsWhoseNumberIsHostileAreServedOrNotCharged() {
		this.upstream.script = FakeUpstream.chat("The chain is 42 high.");
		AtomicInteger served = new AtomicInteger();
		List<JsonNode> ids = List.of(NODES.stringNode("\ud83d"), NODES.stringNode("\u0000"), NODES.stringNode(""),
				NODES.objectNode(), deep(490), NODES.booleanNode(true), NODES.numberNode(1.5e300),
				NODES.numberNode(new java.math.BigInteger("9".repeat(900))), NODES.stringNode("x".repeat(9_000)));
		for (int round = 0; round < ids.size(); round++) {
			check(round, JSON.writeValueAsString(message(round).set("id", ids.get(round))), served);
			assertThat(this.facilitator.settled).as("number %s", round).hasValue(served.get());
		}
	}

	private void check(int round, String message, AtomicInteger served) {
		HttpResponse<String> response = send(request("/services/quant/mcp").header("Content-Type", "application/json")
			.header("Accept", "application/json, text/event-stream")
			.POST(HttpRequest.BodyPublishers.ofString(message)));
		String context = "round " + round + ", seed " + SEED + ": "
				+ message.substring(0, Math.min(2_000, message.length()));
		assertThat(response.statusCode()).as(context).isIn(200, 202, 400);
		assertThat(response.body()).as(context)
			.doesNotContain("Exception", "org.obol", "java.", "tools.jackson", "internal_error");
		if (response.statusCode() == 202) {
			return;
		}
		JsonNode answer = JSON.readTree(response.body());
		assertThat(answer.path("jsonrpc").asString()).as(context).isEqualTo("2.0");
		JsonNode result = answer.path("result");
		if (result.path("isError").isBoolean() && !result.path("isError").booleanValue()) {
			assertThat(result.toString()).as(context).contains("42 high");
			assertThat(result.at("/_meta/x402~1payment-response/success").asBoolean()).as(context).isTrue();
			served.incrementAndGet();
		}
	}

	private ObjectNode message(int id) {
		ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id).put("method", "tools/call");
		ObjectNode params = message.putObject("params").put("name", "chat");
		params.putObject("arguments").put("message", "How high?");
		params.putObject("_meta")
			.set("x402/payment",
					JSON.readTree(new String(Base64.getDecoder().decode(Payments.header(terms("/services/quant"))),
							StandardCharsets.UTF_8)));
		return message;
	}

	/** Changes one member, mostly of the payment. */
	private void change(ObjectNode message) {
		List<ObjectNode> all = new ArrayList<>();
		collect((this.random.nextInt(4) > 0) ? message.at("/params/_meta") : message, all);
		if (all.isEmpty()) {
			return;
		}
		ObjectNode object = all.get(this.random.nextInt(all.size()));
		List<String> names = new ArrayList<>(object.propertyNames());
		String name = names.isEmpty() ? "x" : names.get(this.random.nextInt(names.size()));
		switch (this.random.nextInt(4)) {
			case 0 -> object.remove(name);
			case 1 -> object.set("more-" + this.random.nextInt(9), hostile());
			case 2 -> object.set(name, object.path(name).isMissingNode() ? hostile() : wrapped(object.path(name)));
			default -> object.set(name, hostile());
		}
	}

	private static void collect(JsonNode node, List<ObjectNode> into) {
		if (node instanceof ObjectNode object) {
			into.add(object);
		}
		node.forEach((child) -> collect(child, into));
	}

	private JsonNode wrapped(JsonNode node) {
		ArrayNode array = NODES.arrayNode();
		array.add(node);
		return this.random.nextBoolean() ? array : NODES.stringNode(node.toString());
	}

	private JsonNode hostile() {
		return switch (this.random.nextInt(12)) {
			case 0 -> NODES.nullNode();
			case 1 -> NODES.booleanNode(true);
			case 2 -> NODES.numberNode(-1);
			case 3 -> NODES.numberNode(new java.math.BigInteger("9".repeat(200)));
			case 4 -> NODES.numberNode(1.5e300);
			case 5 -> NODES.stringNode("");
			case 6 -> NODES.stringNode("x".repeat(20_000));
			case 7 -> NODES.stringNode("\u0000\r\nHeader: x\ud83d\"\\");
			case 8 -> NODES.stringNode("0x" + "0".repeat(64));
			case 9 -> deep(100 << this.random.nextInt(5));
			case 10 -> NODES.arrayNode();
			default -> NODES.objectNode();
		};
	}

	private static JsonNode deep(int levels) {
		JsonNode node = NODES.numberNode(1);
		for (int i = 0; i < levels; i++) {
			ArrayNode outer = NODES.arrayNode();
			outer.add(node);
			node = outer;
		}
		return node;
	}

}
