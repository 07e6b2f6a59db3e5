package org.obol.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.obol.gateway.route.RouteTable;
import org.obol.gateway.route.TestRoutes;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A gateway that is asked to end, as in every update, while a paid call runs. */
class DrainIT {

	private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(Postgres.url(), "postgres", ""));

	@Test
	void callThatRunsIsFinishedAndNobodyTakesItsPaymentOverMeanwhile() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		try (FakeUpstream upstream = new FakeUpstream();
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			upstream.script = (exchange, body) -> {
				done.await(30, TimeUnit.SECONDS);
				FakeUpstream.text(200, "text/plain", "last words").run(exchange, body);
			};
			ConfigurableApplicationContext gateway = start();
			RouteTable table = gateway.getBean(RouteTable.class);
			table.replace(TestRoutes.of(List.of(Offers.http("blocks", upstream.url().toString()))));
			String payment = Payments.header(TestRoutes.terms(table, "/services/blocks"));
			String port = gateway.getEnvironment().getProperty("local.server.port");
			Future<HttpResponse<String>> call = threads.submit(() -> pay(port, payment));
			await().until(() -> !upstream.seen.isEmpty());
			Future<?> end = threads.submit(gateway::close);
			Instant asked = Instant.now();
			await().atMost(Duration.ofSeconds(15)).until(() -> lastBeat().isAfter(asked.plusSeconds(3)));
			done.countDown();
			assertThat(call.get().statusCode()).as(call.get().body()).isEqualTo(200);
			end.get(60, TimeUnit.SECONDS);
			assertThat(beat()).as("signed off").isEmpty();
		}
	}

	private static ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(TestGateway.class, OwnLoops.class).run("--server.port=0",
				"--management.server.port=0", "--obol.public-url=https://market.example", "--obol.ledger.beat=500ms",
				"--spring.datasource.url=" + Postgres.url(), "--spring.datasource.username=postgres");
	}

	private static HttpResponse<String> pay(String port, String payment) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/services/blocks/last"))
				.header("PAYMENT-SIGNATURE", payment)
				.timeout(Duration.ofSeconds(60))
				.build(), HttpResponse.BodyHandlers.ofString());
	}

	private Instant lastBeat() {
		return beat().orElse(Instant.MIN);
	}

	private Optional<Instant> beat() {
		return this.jdbc.sql(
				"select seen_at from gateway_instance where id = (select holder from payment order by id desc limit 1)")
			.query(OffsetDateTime.class)
			.optional()
			.map(OffsetDateTime::toInstant);
	}

	/** A gateway that ends takes its event loops along: not those of other tests. */
	@Configuration(proxyBeanMethods = false)
	static class OwnLoops {

		@Bean
		ReactorResourceFactory ownLoops() {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			return resources;
		}

	}

}
