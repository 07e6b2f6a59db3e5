package org.obol.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kubernetes.client.util.ClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An API server that knows three pods of one agent. */
class PodLogsTests {

	private static final String PODS = "/api/v1/namespaces/agent-quant/pods";

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private HttpServer server;

	private PodLogs logs;

	private String pods = """
			{"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": [%s, %s, %s]}""".formatted(
			pod("old", "2026-11-23T10:00:00Z", "Running"), pod("new", "2026-11-23T11:00:00Z", "Running"),
			pod("next", "2026-11-23T12:00:00Z", "Pending"));

	private int logStatus = 200;

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
		String url = "http://127.0.0.1:" + this.server.getAddress().getPort();
		this.logs = new PodLogs(new ClientBuilder().setBasePath(url).build());
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	@Test
	void newestRunningPodIsReadWithinLimits() {
		PodLogs.Lines read = this.logs.ofAgent("agent-quant", "quant", "2");
		assertThat(read).isEqualTo(new PodLogs.Lines("new", List.of("two", "three")));
		assertThat(this.asked.getFirst())
			.isEqualTo(PODS + "?labelSelector=obol.org/agent=quant,app.kubernetes.io/name=hermes");
		assertThat(this.asked.getLast()).startsWith(PODS + "/new/log?")
			.contains("container=hermes", "tailLines=2", "limitBytes=524288");
	}

	@Test
	void twoHundredLinesAreReadWhenNobodySaysHowMany() {
		this.logs.ofAgent("agent-quant", "quant", null);
		assertThat(this.asked.getLast()).contains("tailLines=200");
	}

	@Test
	void agentWithoutARunningPodHasNoLogs() {
		this.pods = this.pods.replace("Running", "Pending");
		assertThatThrownBy(() -> this.logs.ofAgent("agent-quant", "quant", null))
			.isInstanceOfSatisfying(AdminException.class, (ex) -> {
				assertThat(ex.status()).isEqualTo(HttpStatus.NOT_FOUND);
				assertThat(ex).hasMessage("agent quant has no running pod at the moment");
			});
	}

	@Test
	void nodeThatDoesNotAnswerIsNotTheCallersFault() {
		this.logStatus = 500;
		assertThatThrownBy(() -> this.logs.ofAgent("agent-quant", "quant", null))
			.isInstanceOfSatisfying(AdminException.class, (ex) -> {
				assertThat(ex.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
				assertThat(ex).hasMessageEndingWith("HTTP 500").hasMessageNotContaining("kubelet");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "-1", "2001", "99999999999", "1e3", "ten" })
	void otherTailsAreRefusedBeforeAnythingIsAsked(String tail) {
		assertThatThrownBy(() -> this.logs.ofAgent("agent-quant", "quant", tail))
			.isInstanceOfSatisfying(AdminException.class, (ex) -> {
				assertThat(ex.status()).isEqualTo(HttpStatus.BAD_REQUEST);
				assertThat(ex.problem().getProperties()).containsEntry("field", "tail");
			});
		assertThat(this.asked).isEmpty();
	}

	@Test
	void rightIsTheOneOfKubectlLogs() {
		assertThat(PodLogs.right("agent-quant")).hasToString("get pods/log in namespace agent-quant");
	}

	private void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		this.asked.add(path + "?" + exchange.getRequestURI().getQuery());
		boolean log = path.endsWith("/log");
		int status = log ? this.logStatus : 200;
		String body = (status != 200) ? "kubelet at 10.0.0.7 is gone" : log ? "two\nthree\n" : this.pods;
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", log ? "text/plain" : "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private static String pod(String name, String created, String phase) {
		return """
				{"metadata": {"name": "%s", "creationTimestamp": "%s"}, "status": {"phase": "%s"}}""".formatted(name,
				created, phase);
	}

}
