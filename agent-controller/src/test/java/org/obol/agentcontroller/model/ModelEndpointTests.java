package org.obol.agentcontroller.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.agentcontroller.settings.AgentSettings;
import org.obol.kube.ServiceResolver;

class ModelEndpointTests {

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicInteger changes = new AtomicInteger();

	private volatile String offered = "a";

	private Instant now = Instant.parse("2026-11-23T12:00:00Z");

	private HttpServer server;

	private ModelEndpoint endpoint;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/v1/models", (exchange) -> {
			this.asked.incrementAndGet();
			byte[] body = ("{\"data\":[{\"id\":\"" + this.offered + "\"}]}").getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.server.start();
		URI url = URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1");
		AgentSettings settings = new AgentSettings(new AgentSettings.Images("a", "b", "c"),
				URI.create("http://rpc.example.org"), url, null, "5Gi", Duration.ofMinutes(5), null);
		this.endpoint = new ModelEndpoint(settings, ServiceResolver.inCluster(), HttpClient.newHttpClient(), clock());
		this.endpoint.onChange(this.changes::incrementAndGet);
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void manyAgentsAskOnce() throws InterruptedException {
		this.endpoint.models();
		assertThat(this.endpoint.models()).isEqualTo(new OfferedModels.Listed(List.of("a")));
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void theFirstAnswerIsNoChange() throws InterruptedException {
		this.endpoint.models();
		later();
		this.endpoint.models();
		assertThat(this.changes).hasValue(0);
	}

	@Test
	void aModelThatDisappearsIsTold() throws InterruptedException {
		this.endpoint.models();
		this.offered = "b";
		later();
		assertThat(this.endpoint.models()).isEqualTo(new OfferedModels.Listed(List.of("b")));
		assertThat(this.changes).hasValue(1);
	}

	@Test
	void anEndpointThatGoesAwayIsToldOnce() throws InterruptedException {
		this.endpoint.models();
		InetSocketAddress address = this.server.getAddress();
		this.server.stop(0);
		later();
		assertThat(this.endpoint.models()).isInstanceOf(OfferedModels.Unreachable.class);
		assertThat(this.changes).hasValue(1);
		later();
		assertThat(this.endpoint.models())
			.isEqualTo(new OfferedModels.Unreachable("no connection to 127.0.0.1:" + address.getPort()));
		assertThat(this.changes).hasValue(1);
	}

	private void later() {
		this.now = this.now.plusSeconds(16);
	}

	private Clock clock() {
		return new Clock() {

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				return ModelEndpointTests.this.now;
			}

		};
	}

}
