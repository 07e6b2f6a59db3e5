package org.obol.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.obol.gateway.kill.Database;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.gateway.route.RouteTable;
import org.obol.gateway.route.TestRoutes;
import org.obol.x402.ErrorReason;
import org.obol.x402.SchemePayload;
import org.obol.x402.facilitator.Settlement;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * PostgreSQL is killed under a gateway that goes on running: with a reservation that it
 * had confirmed and not written yet, and in the middle of sales.
 */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseCrashIT {

	/** Whatever waits for the disk takes earlier reservations along. */
	private static final List<String> QUIET = List.of("--obol.ledger.beat=1h", "--obol.ledger.note=1h",
			"--obol.ledger.sweep=1h", "--obol.ledger.late-reservations=false");

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	static Path folder;

	private static Database database;

	private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

	private final ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor();

	private FakeUpstream upstream;

	private FakeFacilitator facilitator;

	private RouteTable table;

	private ConfigurableApplicationContext gateway;

	@BeforeAll
	static void startDatabase() {
		database = new Database(folder.resolve("postgres"));
	}

	@AfterAll
	static void stopDatabase() {
		database.close();
	}

	private void start(List<String> properties) throws Exception {
		this.gateway = new SpringApplicationBuilder(TestGateway.class, DrainIT.OwnLoops.class)
			.properties(Map.of("server.port", "0", "management.server.port", "0", "obol.public-url",
					"https://market.example", "spring.datasource.url", database.url(), "spring.datasource.username",
					"postgres"))
			.run(properties.toArray(String[]::new));
		this.facilitator = this.gateway.getBean(FakeFacilitator.class);
		this.table = this.gateway.getBean(RouteTable.class);
		this.upstream = new FakeUpstream();
		this.upstream.script = (exchange, body) -> {
			CountDownLatch latch = this.held.get(exchange.getRequestURI().getPath());
			if (latch != null) {
				latch.await(60, TimeUnit.SECONDS);
			}
			FakeUpstream.text(200, "text/plain", "answer").run(exchange, body);
		};
		this.table.replace(TestRoutes.of(List.of(Offers.http("blocks", this.upstream.url().toString()))));
		// Numbers begin anew, where they are not taken in advance; nothing is left to
		// write.
		jdbc().sql("truncate payment" + (properties.containsAll(QUIET) ? " restart identity" : "") + " cascade")
			.update();
		jdbc().sql("checkpoint").update();
	}

	@AfterEach
	void end() {
		this.held.values().forEach(CountDownLatch::countDown);
		this.buyers.shutdownNow();
		this.gateway.close();
		this.upstream.close();
	}

	@Test
	void callWhoseReservationIsForgottenIsNotChargedAndNotServedAndDisturbsNobody() throws Exception {
		start(QUIET);
		String forgotten = payment();
		Future<HttpResponse<String>> call = forgottenCall("/first", forgotten);
		long number = forget();
		// Another payment takes the number, and is still worked on.
		Future<HttpResponse<String>> other = begin("/second", payment());
		await().untilAsserted(() -> assertThat(numbers()).containsExactly(number));
		goOn("/first");
		HttpResponse<String> refused = call.get(20, TimeUnit.SECONDS);
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
		assertThat(refused.body()).doesNotContain("answer");
		assertThat(this.facilitator.calls).as("who is not in the ledger is not charged").doesNotContain("settle");
		goOn("/second");
		HttpResponse<String> served = other.get(20, TimeUnit.SECONDS);
		assertThat(served.statusCode()).as(served.body()).isEqualTo(200);
		assertThat(this.facilitator.settled).hasValue(1);
		await().untilAsserted(() -> assertThat(states()).containsExactly("SETTLED"));
		this.held.clear();
		assertThat(pay("/first", forgotten).statusCode()).as("it is still good").isEqualTo(200);
		assertThat(this.facilitator.settled).hasValue(2);
		await().untilAsserted(() -> assertThat(states()).containsExactly("SETTLED", "SETTLED"));
	}

	@Test
	void copyOfACallWhoseReservationIsForgottenWaitsForItAndIsChargedOnce() throws Exception {
		start(QUIET);
		String payment = payment();
		Future<HttpResponse<String>> first = forgottenCall("/first", payment);
		long number = forget();
		Future<HttpResponse<String>> copy = this.buyers.submit(() -> pay("/first", payment));
		await().untilAsserted(() -> assertThat(numbers()).as("the copy has made it anew").containsExactly(number));
		goOn("/first");
		assertThat(first.get(20, TimeUnit.SECONDS).body()).isEqualTo("answer");
		assertThat(copy.get(20, TimeUnit.SECONDS).body()).isEqualTo("answer");
		assertThat(this.facilitator.settled).hasValue(1);
		assertThat(this.upstream.seen).hasSize(1);
		await().untilAsserted(() -> assertThat(states()).containsExactly("SETTLED"));
	}

	@Test
	void salesGoOnAfterTheDatabaseDiedInTheMiddleOfThem() throws Exception {
		start(List.of("--obol.ledger.beat=500ms", "--obol.ledger.reconcile=500ms", "--obol.ledger.deliveries=20"));
		Map<String, AtomicInteger> moved = likeAChain();
		AtomicBoolean over = new AtomicBoolean();
		AtomicInteger answers = new AtomicInteger();
		List<Future<?>> shoppers = IntStream.range(0, 12).<Future<?>>mapToObj((ignored) -> this.buyers.submit(() -> {
			while (!over.get()) {
				insist(payment());
				answers.incrementAndGet();
			}
			return null;
		})).toList();
		for (int crash = 0; crash < 3; crash++) {
			int before = answers.get();
			await().until(() -> answers.get() > before + 30);
			database.killAndRestart();
		}
		int after = answers.get();
		await("the gateway finds its database again").until(() -> answers.get() > after + 30);
		over.set(true);
		for (Future<?> shopper : shoppers) {
			shopper.get(60, TimeUnit.SECONDS);
		}
		assertThat(moved.values()).allSatisfy((times) -> assertThat(times).hasValue(1));
		assertThat(moved).as("charged, each for an answer").hasSize(answers.get());
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(states()).containsOnly("SETTLED"));
		assertThat(states()).hasSameSizeAs(moved.keySet());
	}

	@Test
	void databaseThatIsAwayIsToldInALineNowAndThenAndNotByEachCall(CapturedOutput output) throws Exception {
		start(Stream
			.concat(QUIET.stream(),
					Stream.of("--obol.ledger.reconcile=1h", "--spring.datasource.hikari.connection-timeout=500"))
			.toList());
		assertThat(pay("/first", payment()).statusCode()).isEqualTo(200);
		int alive = output.getAll().length();
		database.kill();
		int away = output.getAll().length();
		List<Future<HttpResponse<String>>> calls = IntStream.range(0, 40)
			.mapToObj((ignored) -> this.buyers.submit(() -> pay("/first", payment())))
			.toList();
		for (Future<HttpResponse<String>> call : calls) {
			HttpResponse<String> refused = call.get(60, TimeUnit.SECONDS);
			assertThat(refused.statusCode()).isEqualTo(503);
			assertThat(refused.body()).contains("ledger_unavailable", "Send the same payment again later");
		}
		assertThat(output.getAll().substring(alive)).contains("The ledger is not available");
		String told = output.getAll().substring(away);
		assertThat(told).doesNotContain("\tat ");
		assertThat(told.lines()).as(told).hasSizeLessThan(10);
		database.restart();
		await().untilAsserted(() -> assertThat(pay("/first", payment()).body()).isEqualTo("answer"));
	}

	/** Takes each nonce once, and can be asked about it afterwards. */
	private Map<String, AtomicInteger> likeAChain() {
		Map<String, AtomicInteger> moved = new ConcurrentHashMap<>();
		this.facilitator.settlement = (payment) -> {
			String nonce = ((SchemePayload.Eip3009) payment.payload()).authorization().nonce();
			return (moved.computeIfAbsent(nonce, (ignored) -> new AtomicInteger()).incrementAndGet() == 1)
					? new Settlement.Settled("0x" + "ab".repeat(32), Payments.BUYER, null)
					: new Settlement.Failed(ErrorReason.NONCE_ALREADY_USED, null, null);
		};
		this.gateway.getBean(FakeChain.class).real = (claim, transaction) -> moved.containsKey(claim.id().nonce())
				? new SettlementLookup.Fate.Moved("0x" + "ab".repeat(32)) : new SettlementLookup.Fate.Unused();
		return moved;
	}

	private void insist(String payment) {
		await().atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(50))
			.until(() -> pay("/any", payment).statusCode() == 200);
	}

	/** A call that is worked on, whose reservation is committed and not on the disk. */
	private Future<HttpResponse<String>> forgottenCall(String path, String payment) {
		database.stopWriting();
		Future<HttpResponse<String>> call = begin(path, payment);
		assertThat(states()).as("everybody sees it").containsExactly("RESERVED");
		return call;
	}

	/** Crashes the database, and tells the number that the reservation had. */
	private long forget() {
		long number = numbers().getFirst();
		database.killAndRestart();
		assertThat(numbers()).as("the crash has taken it").isEmpty();
		return number;
	}

	/** A call whose answer waits for {@link #goOn}. */
	private Future<HttpResponse<String>> begin(String path, String payment) {
		int before = this.upstream.seen.size();
		this.held.put(path, new CountDownLatch(1));
		Future<HttpResponse<String>> call = this.buyers.submit(() -> pay(path, payment));
		await().until(() -> this.upstream.seen.size() > before);
		return call;
	}

	private void goOn(String path) {
		this.held.get(path).countDown();
	}

	private String payment() {
		return Payments.header(TestRoutes.terms(this.table, "/services/blocks"));
	}

	private HttpResponse<String> pay(String path, String payment) throws Exception {
		String port = this.gateway.getEnvironment().getProperty("local.server.port");
		return HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/services/blocks" + path))
			.header("PAYMENT-SIGNATURE", payment)
			.timeout(Duration.ofSeconds(60))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static JdbcClient jdbc() {
		return database.jdbc();
	}

	private static List<String> states() {
		return jdbc().sql("select state from payment").query(String.class).list();
	}

	private static List<Long> numbers() {
		return jdbc().sql("select id from payment").query(Long.class).list();
	}

}
