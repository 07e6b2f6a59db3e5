package org.obol.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The two ports of the gateway, and what answers on which. */
class AdminPortIT extends GatewayIT {

	@LocalManagementPort
	int adminPort;

	@Test
	void theProbesAndTheMetricsAnswerOnTheAdminPort() throws Exception {
		assertThat(get(this.adminPort, "/actuator/health/liveness").statusCode()).isEqualTo(200);
		assertThat(get(this.adminPort, "/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
	}

	@Test
	void nothingOfItAnswersOnThePublicPort() throws Exception {
		assertThat(get(this.port, "/actuator/health/liveness").statusCode()).isEqualTo(404);
		assertThat(get(this.port, "/actuator/prometheus").statusCode()).isEqualTo(404);
	}

	@Test
	void nothingIsSoldOnTheAdminPort() throws Exception {
		assertThat(get(this.port, "/services/blocks/").statusCode()).isEqualTo(402);
		assertThat(get(this.adminPort, "/services/blocks/").statusCode()).isEqualTo(404);
	}

	private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
		return HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
				BodyHandlers.ofString());
	}

}
