package org.obol.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.obol.gateway.ledger.LedgerRecovery;
import org.obol.gateway.ledger.PaymentState;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.gateway.route.RouteTable;
import org.obol.gateway.route.TestRoutes;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.X402Version;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A ledger of schema 5, with payments in every state, is brought to the newest schema:
 * with the gateway stopped, and under a replica that goes on running.
 */
class UpgradeIT {

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final String ROWS = """
			select nonce, concat_ws('|', id, state, attempt, holder, x402_version, scheme, offer_name, amount, charge, pay_to,
				fingerprint, valid_before, reason, transaction, reserved_at, settling_at, settled_at, changed_at, served_at,
				deliveries) as row from payment""";

	private static final UUID DEAD = UUID.randomUUID();

	/** What the old program had written, by what it was for. */
	private final Map<String, String> payments = new HashMap<>();

	private final Map<String, Long> numbers = new HashMap<>();

	private PaymentRequirements terms;

	private DataSource database;

	private JdbcClient jdbc;

	private ConfigurableApplicationContext gateway;

	@Test
	void paymentsKeepTheirStateAndAreWorthWhatTheyWereWorth() throws Exception {
		database("upgraded");
		try (FakeUpstream upstream = new FakeUpstream()) {
			RouteTable.Snapshot routes = at("10000", upstream);
			this.terms = routes.live().get("/services/blocks").accepts().getFirst();
			everyState();
			Map<String, String> before = rows();
			migrate("latest");
			assertThat(rows()).isEqualTo(before).hasSize(14);
			illegalStepsAreRefused();
			// The seller asks for more by now: what is charged is charged.
			start(at("90000", upstream));
			try {
				whatWasSettledIsNotSoldAgain(upstream);
				whatNobodySawTheEndOfIsFoundOut(upstream);
				this.gateway.getBean(RouteTable.class).replace(routes);
				whatWasNotChargedIsSold(upstream);
				whatIsOldGoesAndWhatWasChargedStays();
			}
			finally {
				this.gateway.close();
			}
		}
	}

	@Test
	void replicaOfTheOldProgramSellsOnWhileANewOneMigrates() throws Exception {
		database("upgraded_running");
		try (OldProgram old = new OldProgram(this.database); OldProgram fresh = new OldProgram(this.database)) {
			// So often that the driver keeps its statements at the server, made for the
			// old tables.
			for (int sold = 0; sold < 10; sold++) {
				assertThat(old.sell()).isEqualTo("SETTLED true");
				old.clearUp();
			}
			String reserved = Payments.nonce();
			String settling = Payments.nonce();
			long first = old.reserve(reserved);
			long second = old.reserve(settling);
			old.settling(second, settling);
			migrate("latest");
			old.settling(first, reserved);
			old.settled(second);
			assertThat(old.find(settling)).isEqualTo("SETTLED true");
			assertThat(old.sell()).isEqualTo("SETTLED true");
			old.clearUp();
			assertThat(fresh.sell()).as("one that starts anew").isEqualTo("SETTLED true");
			fresh.clearUp();
			assertThat(this.jdbc.sql("select distinct state from payment order by state").query(String.class).list())
				.isSubsetOf("RELEASED", "RESERVED", "SETTLED", "SETTLING");
		}
	}

	private static RouteTable.Snapshot at(String price, FakeUpstream upstream) {
		String url = upstream.url().toString();
		return TestRoutes.of(List.of(Offers.live("blocks", "shop", Offers.spec("http", null, null),
				Offers.status(url, null, List.of(Offers.accepts(price, 300))))));
	}

	private void database(String name) {
		this.database = Postgres.fresh(name);
		this.jdbc = JdbcClient.create(this.database);
		migrate("5");
	}

	private void migrate(String target) {
		Flyway.configure().dataSource(this.database).target(target).load().migrate();
	}

	private void everyState() {
		Instant now = Instant.now();
		for (PaymentState state : PaymentState.values()) {
			boolean settled = state == PaymentState.SETTLED;
			insert(state.name().toLowerCase(Locale.ROOT), state, settled ? now : null, 1, settled ? now : null, now);
		}
		answer("settled", now.plusSeconds(600));
		answer("settling", now.plusSeconds(600));
		answer("unknown", now.plusSeconds(600));
		insert("owed", PaymentState.SETTLED, now.minusSeconds(300), 1, null, now);
		insert("used", PaymentState.SETTLED, now.minusSeconds(300), 1, now, now);
		insert("metered", PaymentState.SETTLED, now, 1, now, now);
		this.jdbc.sql("alter table payment disable trigger user").update();
		this.jdbc.sql("update payment set scheme = 'upto', charge = 1234 where id = ?")
			.params(this.numbers.get("metered"))
			.update();
		this.jdbc.sql("alter table payment enable trigger user").update();
		Instant longAgo = now.minus(Duration.ofDays(400));
		insert("ancient-settled", PaymentState.SETTLED, longAgo, 1, longAgo, longAgo);
		answer("ancient-settled", longAgo.plusSeconds(600));
		insert("ancient-released", PaymentState.RELEASED, null, 1, null, longAgo);
		insert("named", PaymentState.SETTLED, now, 1, now, now);
		answer("named", now.plusSeconds(600));
		this.jdbc.sql("insert into payment_identifier values (?, 'shop', 'blocks', 'order-0123456789', ?, now())")
			.params(Payments.BUYER.toLowerCase(Locale.ROOT), this.numbers.get("named"))
			.update();
	}

	private void insert(String what, PaymentState state, Instant settled, int deliveries, Instant served,
			Instant changed) {
		String nonce = Payments.nonce();
		Instant validBefore = changed.plusSeconds(290);
		this.payments.put(what, Payments.header(this.terms, X402Version.V2, nonce, validBefore));
		this.numbers.put(what,
				this.jdbc
					.sql("""
							insert into payment (network, asset, payer, nonce, state, holder, x402_version, scheme, offer_namespace,
								offer_name, amount, pay_to, fingerprint, valid_before, transaction, reserved_at, settled_at, changed_at,
								served_at, deliveries)
							values ('eip155:84532', ?, ?, ?, ?, ?, 2, 'exact', 'shop', 'blocks', 10000, ?, ?, ?, ?, ?, ?, ?, ?, ?)
							returning id""")
					.params(java.util.Arrays.asList(Offers.USDC.toLowerCase(Locale.ROOT),
							Payments.BUYER.toLowerCase(Locale.ROOT), nonce, state.name(), DEAD, Offers.SELLER,
							fingerprint(what), at(validBefore), (settled != null) ? "0x" + "0d".repeat(32) : null,
							at(changed), at(settled), at(changed), at(served), deliveries))
					.query(Long.class)
					.single());
	}

	private void answer(String what, Instant expires) {
		this.jdbc.sql("insert into payment_answer values (?, 200, E'content-type: text/plain\\n', ?, ?)")
			.params(this.numbers.get(what), ("kept for " + what).getBytes(StandardCharsets.US_ASCII), at(expires))
			.update();
	}

	private Map<String, String> rows() {
		Map<String, String> rows = new HashMap<>();
		this.jdbc.sql(ROWS).query((row) -> {
			rows.put(row.getString(1), row.getString(2));
		});
		return rows;
	}

	private void illegalStepsAreRefused() {
		refused("update payment set state = 'RELEASED' where id = ?", "settled");
		refused("update payment set amount = 1 where id = ?", "settled");
		refused("update payment set transaction = '0x1' where id = ?", "settled");
		refused("update payment set charge = 1 where id = ?", "metered");
		refused("update payment set state = 'SETTLED', transaction = '0x1', settled_at = now() where id = ?",
				"reserved");
		refused("update payment set state = 'SETTLED', transaction = '0x1', settled_at = now() where id = ?",
				"released");
		refused("update payment set state = 'UNKNOWN' where id = ?", "verified");
		refused("update payment set state = 'RESERVED' where id = ?", "unknown");
		refused("update payment set state = 'RELEASED' where id = ?", "settling");
		refused("update payment set state = 'RESERVED' where id = ?", "settled");
		refused("update payment set nonce = '0x1' where id = ?", "rejected");
		refused("update payment set state = 'ELSEWHERE' where id = ?", "reserved");
		refused("update payment set amount = -1 where id = ?", "released");
		refused("update payment set charge = 10001 where id = ?", "reserved");
		refused("update payment set fingerprint = 'x' where id = ?", "released");
		refused("update payment set state = 'SETTLED' where id = ?", "unknown");
	}

	private void refused(String update, String what) {
		assertThatThrownBy(() -> this.jdbc.sql(update).params(this.numbers.get(what)).update())
			.as("%s, %s", update, what)
			.isInstanceOf(DataIntegrityViolationException.class);
	}

	private void start(RouteTable.Snapshot routes) {
		this.gateway = new SpringApplicationBuilder(TestGateway.class, DrainIT.OwnLoops.class).run("--server.port=0",
				"--management.server.port=0", "--obol.public-url=https://market.example", "--obol.ledger.beat=200ms",
				"--obol.ledger.reconcile=200ms", "--spring.datasource.username=postgres",
				"--spring.datasource.url=" + Postgres.url().replace("/postgres?", "/upgraded?"));
		this.gateway.getBean(FakeChain.class).real = (claim,
				transaction) -> new SettlementLookup.Fate.Moved("0x" + "ee".repeat(32));
		this.gateway.getBean(RouteTable.class).replace(routes);
	}

	private void whatWasSettledIsNotSoldAgain(FakeUpstream upstream) throws Exception {
		assertThat(pay("settled").body()).isEqualTo("kept for settled");
		assertThat(pay("used").statusCode()).isEqualTo(409);
		assertThat(pay("named").body()).isEqualTo("kept for named");
		assertThat(upstream.seen).isEmpty();
		HttpResponse<String> owed = pay("owed");
		assertThat(owed.statusCode()).as(owed.body()).isEqualTo(200);
		assertThat(upstream.seen).hasSize(1);
		await().untilAsserted(() -> assertThat(pay("owed").statusCode()).as("served once").isEqualTo(409));
		assertThat(this.gateway.getBean(FakeFacilitator.class).calls).doesNotContain("settle");
	}

	private void whatNobodySawTheEndOfIsFoundOut(FakeUpstream upstream) throws Exception {
		for (String what : List.of("unknown", "settling")) {
			await().untilAsserted(() -> assertThat(state(what)).isEqualTo("SETTLED"));
			assertThat(pay(what).body()).isEqualTo("kept for " + what);
		}
		assertThat(upstream.seen).hasSize(1);
	}

	private void whatWasNotChargedIsSold(FakeUpstream upstream) throws Exception {
		String named = Payments.named(this.terms, "order-0123456789");
		assertThat(pay("named", named).body()).as("another payment by its name").isEqualTo("kept for named");
		List<String> free = List.of("reserved", "verified", "executed", "released", "rejected");
		for (String what : free) {
			await().untilAsserted(() -> assertThat(state(what)).isIn("RELEASED", "REJECTED"));
			HttpResponse<String> sold = pay(what);
			assertThat(sold.statusCode()).as(what + sold.body()).isEqualTo(200);
			await().untilAsserted(() -> assertThat(state(what)).isEqualTo("SETTLED"));
		}
		assertThat(upstream.seen).hasSize(1 + free.size());
		assertThat(this.gateway.getBean(FakeFacilitator.class).settled).hasValue(free.size());
	}

	private void whatIsOldGoesAndWhatWasChargedStays() {
		this.gateway.getBean(LedgerRecovery.class).sweep();
		assertThat(this.jdbc.sql("select id from payment").query(Long.class).list())
			.contains(this.numbers.get("ancient-settled"))
			.doesNotContain(this.numbers.get("ancient-released"));
		assertThat(this.jdbc.sql("select payment_id from payment_answer").query(Long.class).list())
			.contains(this.numbers.get("settled"))
			.doesNotContain(this.numbers.get("ancient-settled"));
	}

	private String state(String what) {
		return this.jdbc.sql("select state from payment where id = ?")
			.params(this.numbers.get(what))
			.query(String.class)
			.single();
	}

	private HttpResponse<String> pay(String what) throws Exception {
		return pay(what, this.payments.get(what));
	}

	private HttpResponse<String> pay(String what, String payment) throws Exception {
		String port = this.gateway.getEnvironment().getProperty("local.server.port");
		return HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/services/blocks/" + what))
			.header("PAYMENT-SIGNATURE", payment)
			.timeout(Duration.ofSeconds(20))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static String fingerprint(String what) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256")
					.digest(("shop/blocks\nGET\n/" + what + "\n\n").getBytes(StandardCharsets.UTF_8)));
		}
		catch (java.security.NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static OffsetDateTime at(Instant time) {
		return (time != null) ? time.atOffset(ZoneOffset.UTC) : null;
	}

}
