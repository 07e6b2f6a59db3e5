package org.obol.demoagent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.obol.demoagent.chain.FakeChain;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class DemoAgentTests {

	private static final String KEY = "0123456789abcdef0123456789abcdef";

	private static final String QUESTION = """
			{"model":"whatever","messages":[{"role":"system","content":"x"},{"role":"user","content":"latest block?"}]}""";

	private final FakeChain chain = new FakeChain();

	private ConfigurableApplicationContext context;

	private final HttpClient http = HttpClient.newHttpClient();

	@AfterEach
	void stop() {
		this.context.close();
		this.chain.close();
		this.http.close();
	}

	@Test
	void helloGreetsAndIsHealthy() throws Exception {
		start("hello");
		assertThat(get("/health", null).body()).isEqualTo("{\"status\":\"ok\"}");
		assertThat(json(get("/hello", null)).path("message").asString()).startsWith("Hello!");
		assertThat(get("/", null).statusCode()).isEqualTo(200);
	}

	@Test
	void blocksSellsTheNewestBlock() throws Exception {
		start("blocks");
		JsonNode block = json(get("/blocks/latest", null));
		assertThat(block.path("network").asString()).isEqualTo("eip155:84532");
		assertThat(block.path("number").asLong()).isEqualTo(42);
		assertThat(block.path("baseFeePerGasWei").asString()).isEqualTo("1000000000");
	}

	@Test
	void anUnknownRouteIsJson() throws Exception {
		start("hello");
		HttpResponse<String> response = get("/nowhere", null);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(json(response).path("error").path("code").asString()).isEqualTo("unknown_route");
	}

	@Test
	void onlyHealthIsFree() throws Exception {
		start("quant");
		assertThat(get("/health", null).statusCode()).isEqualTo(200);
		for (String key : List.of("", "Bearer wrong-key-wrong-key", "Basic " + KEY, KEY)) {
			HttpResponse<String> response = get("/v1/models", key);
			assertThat(response.statusCode()).as(key).isEqualTo(401);
			assertThat(json(response).path("error").path("code").asString()).isEqualTo("invalid_api_key");
		}
		assertThat(post(QUESTION, "Bearer nope").statusCode()).isEqualTo(401);
		assertThat(json(get("/v1/models", "Bearer " + KEY)).path("data").path(0).path("id").asString())
			.isEqualTo("demo-quant");
	}

	@Test
	void answersAsOpenAiDoes() throws Exception {
		start("quant");
		JsonNode answer = json(post(QUESTION, "Bearer " + KEY));
		assertThat(answer.path("object").asString()).isEqualTo("chat.completion");
		assertThat(answer.path("model").asString()).as("not the caller's").isEqualTo("demo-quant");
		JsonNode choice = answer.path("choices").path(0);
		assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
		assertThat(choice.path("message").path("role").asString()).isEqualTo("assistant");
		assertThat(choice.path("message").path("content").asString()).startsWith("The latest block is 42");
		JsonNode usage = answer.path("usage");
		assertThat(usage.path("total_tokens").asInt()).isPositive()
			.isEqualTo(usage.path("prompt_tokens").asInt() + usage.path("completion_tokens").asInt());
	}

	@Test
	void streamsAsOpenAiDoes() throws Exception {
		start("quant");
		HttpResponse<String> response = post(QUESTION.replaceFirst("\\{", "{\"stream\":true,"), "Bearer " + KEY);
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
		List<String> events = response.body().lines().filter((line) -> !line.isEmpty()).toList();
		assertThat(events).allSatisfy((line) -> assertThat(line).startsWith("data: "));
		assertThat(events.getLast()).isEqualTo("data: [DONE]");
		List<JsonNode> chunks = events.subList(0, events.size() - 1)
			.stream()
			.map((line) -> JsonMapper.shared().readTree(line.substring(6)))
			.toList();
		assertThat(chunks.getFirst().path("choices").path(0).path("delta").path("role").asString())
			.isEqualTo("assistant");
		StringBuilder text = new StringBuilder();
		chunks
			.forEach((chunk) -> text.append(chunk.path("choices").path(0).path("delta").path("content").asString("")));
		assertThat(text.toString()).startsWith("The latest block is 42, made at");
		assertThat(chunks.getLast().path("choices").path(0).path("finish_reason").asString()).isEqualTo("stop");
		assertThat(chunks.getLast().path("usage").path("total_tokens").asInt()).isPositive();
	}

	@Test
	void aMalformedRequestIsTheCallersMistake() throws Exception {
		start("quant");
		for (String body : List.of("", "{", "[]", "\"text\"", "{}", "{\"messages\":[]}", "{\"messages\":\"hi\"}",
				"{\"messages\":[\"text\"]}", "{\"messages\":[{\"role\":\"assistant\",\"content\":\"hi\"}]}",
				"{\"messages\":[{\"role\":\"user\",\"content\":null}]}")) {
			HttpResponse<String> response = post(body, "Bearer " + KEY);
			assertThat(response.statusCode()).as(body).isEqualTo(400);
			assertThat(json(response).path("error").path("code").asString()).as(body).isEqualTo("invalid_request");
		}
		assertThat(post(QUESTION.replace("latest", "latest" + " ".repeat(1 << 20)), "Bearer " + KEY).statusCode())
			.isEqualTo(413);
	}

	@Test
	void contentMayComeInParts() throws Exception {
		start("quant");
		String parts = """
				{"messages":[{"role":"user","content":[{"type":"text","text":"which chain is this?"}]}]}""";
		assertThat(
				json(post(parts, "Bearer " + KEY)).path("choices").path(0).path("message").path("content").asString())
			.startsWith("This is chain 84532");
	}

	@Test
	void aChainThatIsDownIsNobodysAnswer() throws Exception {
		start("quant");
		this.chain.close();
		HttpResponse<String> response = post(QUESTION, "Bearer " + KEY);
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(json(response).path("error").path("code").asString()).isEqualTo("chain_unavailable");
	}

	private void start(String type) {
		Map<String, String> environment = new HashMap<>(Map.of("DEMO_TYPE", type, "PORT", "0", "API_SERVER_KEY", KEY,
				"OBOL_LOCAL", "true", "RPC_URL", this.chain.url().toString()));
		this.context = DemoAgentApplication.application(DemoSettings.from(environment)).run();
	}

	private HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(url(path)), authorization);
	}

	private HttpResponse<String> post(String body, String authorization) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(url("/v1/chat/completions")).POST(BodyPublishers.ofString(body)),
				authorization);
	}

	private HttpResponse<String> send(HttpRequest.Builder request, String authorization)
			throws IOException, InterruptedException {
		if (authorization != null) {
			request.header("Authorization", authorization);
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	private URI url(String path) {
		return URI.create("http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + path);
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

}
