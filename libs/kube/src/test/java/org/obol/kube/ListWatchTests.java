package org.obol.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.util.CallGeneratorParams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.api.Agent;

class ListWatchTests {

	private static final String LIST = """
			{"kind": "AgentList", "apiVersion": "obol.org/v1alpha1", "metadata": {"resourceVersion": "7"}, "items": []}""";

	private final List<String> tokens = new CopyOnWriteArrayList<>();

	private HttpServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			this.tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
			byte[] body = LIST.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	/** As every program does in a pod; on a developer's machine it is a certificate. */
	@Test
	void listsAndWatchesShowTheTokenOfAServiceAccount() throws ApiException {
		ApiClient client = new ApiClient().setBasePath("http://127.0.0.1:" + this.server.getAddress().getPort());
		client.setApiKeyPrefix("Bearer");
		client.setApiKey("token-of-a-pod");
		ListWatch<Agent> agents = new ListWatch<>(client, Agent.class, ResourceType.AGENT, "");
		assertThat(agents.list(new CallGeneratorParams(false, null, null)).getMetadata().getResourceVersion())
			.isEqualTo("7");
		assertThat(agents.watch(new CallGeneratorParams(true, "7", 1)).hasNext()).isTrue();
		assertThat(this.tokens).containsExactly("Bearer token-of-a-pod", "Bearer token-of-a-pod");
	}

}
