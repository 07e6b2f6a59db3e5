package org.obol.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.gateway.Offers;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.TestRoutes;

class ChatRequestsTests {

	private final Route demo = TestRoutes
		.route(Offers.agent("demo", "demo", "http://h.agent-demo.svc.cluster.local:8642"), Clock.systemUTC());

	private final Route agent = TestRoutes
		.route(Offers.agent("quant", "hermes", "http://h.agent-quant.svc.cluster.local:8642"), Clock.systemUTC());

	private final ChatRequests chats = new ChatRequests();

	@Test
	void onlyMessagesAndStreamPass() {
		String body = """
				{"model":"other","messages":[{"role":"system","content":"s","name":"n"},
				 {"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}],
				 "tools":[{"x":1}],"max_tokens":1,"session_id":"v","api_key":"k","base_url":"http://evil","stream":true}""";
		assertThat(this.chats.prepare(this.demo, request("POST", "/v1/chat/completions", body)))
			.isInstanceOfSatisfying(PreparedRequest.Ready.class, (ready) -> {
				assertThat(ready.stream()).isTrue();
				assertThat(new String(ready.request().body(), StandardCharsets.UTF_8)).isEqualTo(
						"{\"model\":\"secret-model\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"a\\nb\"}],\"stream\":true}");
				assertThat(ready.request().url())
					.hasToString("http://h.agent-demo.svc.cluster.local:8642/v1/chat/completions");
			});
	}

	@Test
	void hermesGetsTheConversationInOneMessage() {
		PreparedRequest prepared = prepare(
				"{\"messages\":[{\"role\":\"user\",\"content\":\"one\"},{\"role\":\"assistant\",\"content\":\"two\"},{\"role\":\"user\",\"content\":\"three\"}]}");
		assertThat(new String(((PreparedRequest.Ready) prepared).request().body(), StandardCharsets.UTF_8))
			.contains("user: one\\nassistant: two\\n\\nNow answer the user:\\nthree")
			.containsOnlyOnce("\"role\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "{}", "{\"messages\":[]}", "{\"messages\":\"x\"}", "{\"messages\":[1]}",
			"{\"messages\":[{\"role\":\"user\"}]}", "{\"messages\":[{\"role\":\"user\",\"content\":null}]}",
			"{\"messages\":[{\"role\":\"user\",\"content\":\" \"}]}",
			"{\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}",
			"{\"messages\":[{\"role\":\"assistant\",\"content\":\"x\"}]}",
			"{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream\":\"yes\"}",
			"{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://10.0.0.1\"}}]}]}",
			"{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"text\":\"x\"}]}]}" })
	void badBodyIsRefusedBeforeItCosts(String body) {
		assertThat(prepare(body)).isInstanceOfSatisfying(PreparedRequest.Refused.class,
				(refused) -> assertThat(refused.status()).isEqualTo(400));
	}

	@Test
	void tooManyMessagesOrTokensAreRefused() {
		String message = "{\"role\":\"user\",\"content\":\"x\"},";
		assertThat(prepare("{\"messages\":[" + message.repeat(100) + "{\"role\":\"user\",\"content\":\"x\"}]}"))
			.isInstanceOf(PreparedRequest.Refused.class);
		assertThat(prepare("{\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(70_000) + "\"}]}"))
			.isInstanceOf(PreparedRequest.Refused.class);
	}

	@Test
	void tokensCanNotBeHiddenInToolsOrInAnotherScript() {
		ServiceOffer model = Offers.http("model", "http://llm.shop.svc.cluster.local:8000");
		model.setSpec(Offers.spec(ServiceOfferSpec.TYPE_INFERENCE, null, null));
		Route inference = TestRoutes.route(model, Clock.systemUTC());
		String question = "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":[{\"function\":{\"description\":\"%s\"}}]}";
		assertThat(this.chats.prepare(inference, request("POST", "/v1", question.formatted("x".repeat(1_000)))))
			.isInstanceOf(PreparedRequest.Ready.class);
		assertThat(this.chats.prepare(inference, request("POST", "/v1", question.formatted("x".repeat(70_000)))))
			.isInstanceOf(PreparedRequest.Refused.class);
		assertThat(prepare("{\"messages\":[{\"role\":\"user\",\"content\":\"" + "\u94fe".repeat(30_000) + "\"}]}"))
			.isInstanceOf(PreparedRequest.Refused.class);
	}

	@Test
	void otherPathsAndMethodsAreRefused() {
		assertThat(status("GET", "/v1/chat/completions")).isEqualTo(405);
		assertThat(status("POST", "/api/sessions")).isEqualTo(404);
		assertThat(status("POST", "/v1/responses")).isEqualTo(404);
		assertThat(status("POST", "/p/x/v1/chat/completions")).isEqualTo(404);
	}

	@Test
	void randomBytesNeverBreakIt() {
		Random random = new Random(11);
		String[] words = { "{", "}", "[", "]", "\"messages\"", ":", ",", "\"role\"", "\"user\"", "\"content\"", "1e999",
				"null", "true", "\"\\ud800\"", "\u0000" };
		for (int round = 0; round < 20_000; round++) {
			StringBuilder body = new StringBuilder();
			for (int i = random.nextInt(30); i > 0; i--) {
				body.append(words[random.nextInt(words.length)]);
			}
			assertThat(prepare(body.toString())).isNotNull();
		}
	}

	@Test
	void headersOfIdentityAndPaymentNeverPass() {
		Map<String, List<String>> sent = RequestHeaders.sentOn(Map.ofEntries(Map.entry("authorization", List.of("x")),
				Map.entry("x-hermes-session-id", List.of("x")), Map.entry("x-payment-payer", List.of("x")),
				Map.entry("x-forwarded-for", List.of("x")), Map.entry("settlement-overrides", List.of("x")),
				Map.entry("origin", List.of("x")), Map.entry("cookie", List.of("x")),
				Map.entry("payment-signature", List.of("x")), Map.entry("connection", List.of("close, X-Secret")),
				Map.entry("x-secret", List.of("x")), Map.entry("accept", List.of("text/plain"))));
		assertThat(sent).containsOnlyKeys("accept");
		assertThat(
				AnswerHeaders.shown(this.demo,
						Map.of("payment-response", List.of("forged"), "x-payment-response", List.of("forged"),
								"set-cookie", List.of("x"), "content-type", List.of("text/plain"))))
			.containsOnlyKeys("content-type");
	}

	/** Many servers take an underscore for a dash, so both are the same name. */
	@ParameterizedTest
	@ValueSource(strings = { "x_payment_payer", "x-payment_payer", "x_forwarded_for", "x_hermes_session_id",
			"settlement_overrides", "payment_signature" })
	void headersOfIdentityDoNotPassByAnotherSpelling(String name) {
		assertThat(RequestHeaders.sentOn(Map.of(name, List.of("x")))).isEmpty();
	}

	/** What was paid for is the path and the method that were asked for. */
	@ParameterizedTest
	@ValueSource(strings = { "x-http-method-override", "x-http-method", "x-method-override", "x-original-url",
			"x-rewrite-url", "x-original-uri", "x_original_url", "x-original-host", "x-host" })
	void headersThatAskForAnotherPathOrMethodDoNotPass(String name) {
		assertThat(RequestHeaders.sentOn(Map.of(name, List.of("/reports")))).isEmpty();
	}

	@Test
	void otherHeadersPassAsTheyAre() {
		assertThat(RequestHeaders
			.sentOn(Map.of("x-api_version", List.of("2"), "accept-language", List.of("de"), "range", List.of("x"))))
			.containsOnlyKeys("x-api_version", "accept-language", "range");
	}

	private PreparedRequest prepare(String body) {
		return this.chats.prepare(this.agent, request("POST", "/v1/chat/completions", body));
	}

	private int status(String method, String rest) {
		return ((PreparedRequest.Refused) this.chats.prepare(this.agent, request(method, rest, "{}"))).status();
	}

	private static BuyerRequest request(String method, String rest, String body) {
		return new BuyerRequest(method, rest, "", Map.of(), body.getBytes(StandardCharsets.UTF_8));
	}

}
