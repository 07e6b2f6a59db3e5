package org.obol.gateway;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Another gateway migrates, and holds the table of payments for as long as that takes.
 */
class LockedLedgerIT extends GatewayIT {

	@Test
	void gatewaySaysThatItIsAliveAndItsCallsWait() throws Exception {
		String payment = Payments.header(terms("/services/blocks"));
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
				Connection migration = DriverManager.getConnection(Postgres.url(), "postgres", "")) {
			migration.setAutoCommit(false);
			Future<HttpResponse<String>> call;
			try (Statement statement = migration.createStatement()) {
				statement.execute("lock table payment in access exclusive mode");
				call = threads.submit(() -> pay("/services/blocks/height", payment));
				for (int beat = 0; beat < 3; beat++) {
					OffsetDateTime last = lastBeat();
					await().untilAsserted(() -> assertThat(lastBeat()).isAfter(last));
				}
			}
			assertThat(call).isNotDone();
			migration.commit();
			HttpResponse<String> served = call.get(20, TimeUnit.SECONDS);
			assertThat(served.statusCode()).as(served.body()).isEqualTo(200);
			assertThat(this.facilitator.settled).hasValue(1);
		}
	}

	private OffsetDateTime lastBeat() {
		return this.jdbc.sql("select max(seen_at) from gateway_instance").query(OffsetDateTime.class).single();
	}

}
