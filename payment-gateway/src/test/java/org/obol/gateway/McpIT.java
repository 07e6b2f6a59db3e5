package org.obol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.obol.x402.ErrorReason;
import org.obol.x402.facilitator.Settlement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent bought as a tool over MCP: the same till, another counter. */
class McpIT extends GatewayIT {

	private static final String MCP = "/services/quant/mcp";

	private static final String BUYER_KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@Test
	void theOfficialClientBuysACall() throws Exception {
		this.upstream.script = FakeUpstream.chat("The chain is 42 high.");
		JsonNode seen = JSON.readTree(NodeScripts.installed()
			.run("mcp.mjs", Map.of("MCP_URL", "http://127.0.0.1:" + this.port + MCP, "BUYER_KEY", BUYER_KEY)));
		assertThat(seen.at("/tools/0/name").asString()).as(seen.toString()).isEqualTo("chat");
		assertThat(seen.at("/asked/isError").asBoolean()).isTrue();
		assertThat(seen.at("/asked/structuredContent/resource/url").asString()).isEqualTo("mcp://tool/chat");
		assertThat(JSON.readTree(seen.at("/asked/content/0/text").asString()))
			.isEqualTo(seen.at("/asked/structuredContent"));
		assertThat(seen.at("/paid/content/0/text").asString()).isEqualTo("The chain is 42 high.");
		assertThat(seen.at("/paid/_meta/x402~1payment-response/success").asBoolean()).isTrue();
		assertThat(seen.at("/again")).isEqualTo(seen.at("/paid"));
		assertThat(seen.at("/other/isError").asBoolean()).isTrue();
		assertThat(seen.at("/other/content/0/text").asString()).contains("payment_already_used");
		assertThat(this.upstream.seen).hasSize(1);
		assertThat(this.facilitator.settled).hasValue(1);
		assertThat(state()).isEqualTo("SETTLED");
	}

	@Test
	void whatWasPaidOverHttpIsAnsweredHereToo() {
		this.upstream.script = FakeUpstream.chat("The chain is 42 high.");
		String payment = Payments.header(terms("/services/quant"));
		String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"How high?\"}],\"stream\":false}";
		assertThat(ask("/services/quant/v1/chat/completions", payment, body).statusCode()).isEqualTo(200);
		JsonNode result = call(payment, "How high?").get("result");
		assertThat(result.at("/isError").asBoolean()).as(result.toString()).isFalse();
		assertThat(result.at("/content/0/text").asString()).contains("42 high");
		assertThat(this.facilitator.settled).hasValue(1);
	}

	@Test
	void anAgentThatFailsIsNotPaidAndNothingOfItIsShown() {
		this.upstream.script = FakeUpstream.text(500, "text/plain", "stack trace with secrets");
		JsonNode result = call(Payments.header(terms("/services/quant")), "How high?").get("result");
		assertThat(result.get("isError").asBoolean()).isTrue();
		assertThat(result.toString()).contains("upstream_failed").doesNotContain("secrets");
		assertThat(this.facilitator.settled).hasValue(0);
	}

	@Test
	void aRefusedSettlementAsksAgainAndKeepsTheAnswerBack() {
		this.upstream.script = FakeUpstream.chat("The chain is 42 high.");
		this.facilitator.settlement = (payment) -> new Settlement.Failed(ErrorReason.INSUFFICIENT_FUNDS, null, null);
		JsonNode result = call(Payments.header(terms("/services/quant")), "How high?").get("result");
		assertThat(result.get("isError").asBoolean()).isTrue();
		assertThat(result.at("/structuredContent/accepts/0/amount").asString()).isEqualTo("10000");
		assertThat(result.toString()).contains("insufficient_funds").doesNotContain("42 high");
	}

	@Test
	void wrongArgumentsCostNothing() {
		String payment = Payments.header(terms("/services/quant"));
		assertThat(call(payment, " ").toString()).contains("invalid_arguments");
		assertThat(this.facilitator.calls).isEmpty();
	}

	@Test
	void onlyAgentsHaveAnMcpEndpointAndItOnlyTakesPosts() {
		assertThat(send(request("/services/blocks/mcp")).statusCode()).isEqualTo(402);
		assertThat(send(request(MCP)).statusCode()).isEqualTo(405);
		assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}").statusCode()).isEqualTo(202);
	}

	@Test
	void anyBytesGetAnAnswer() {
		String good = message(Payments.header(terms("/services/quant")), "How high?");
		Random random = new Random(402);
		for (int i = 0; i < 300; i++) {
			byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
			for (int j = random.nextInt(6); j >= 0; j--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
			}
			assertThat(post(new String(bytes, StandardCharsets.UTF_8)).statusCode()).isIn(200, 202, 400);
		}
		assertThat(post("[".repeat(5_000)).statusCode()).isEqualTo(400);
		assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":7}").statusCode()).isIn(200,
				400);
	}

	private JsonNode call(String payment, String text) {
		HttpResponse<String> response = post(message(payment, text));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return JSON.readTree(response.body());
	}

	private static String message(String payment, String text) {
		return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"chat\",\"arguments\":"
				+ "{\"message\":\"" + text + "\"},\"_meta\":{\"x402/payment\":"
				+ new String(Base64.getDecoder().decode(payment), StandardCharsets.UTF_8) + "}}}";
	}

	private HttpResponse<String> post(String body) {
		return send(request(MCP).header("Content-Type", "application/json")
			.header("Accept", "application/json, text/event-stream")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

}
