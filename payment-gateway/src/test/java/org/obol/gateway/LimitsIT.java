package org.obol.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.x402.ErrorReason;
import org.obol.x402.facilitator.Settlement;
import org.obol.x402.facilitator.Verification;

/** Too many, too big, too slow, and gone: none of it is charged. */
class LimitsIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	@Test
	void callBeyondTheOffersLimitIsRefusedAndNotCharged() throws Exception {
		sell(limited(new ServiceOfferSpec.Limits(1, null, null, null, null, null)));
		CountDownLatch done = new CountDownLatch(1);
		this.upstream.script = (exchange, body) -> {
			done.await(10, TimeUnit.SECONDS);
			FakeUpstream.text(200, "text/plain", "ok").run(exchange, body);
		};
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<HttpResponse<String>> first = threads
				.submit(() -> pay(BLOCKS, Payments.header(terms("/services/blocks"))));
			await().until(() -> !this.upstream.seen.isEmpty());
			HttpResponse<String> second = pay(BLOCKS, Payments.header(terms("/services/blocks")));
			assertThat(second.statusCode()).isEqualTo(429);
			assertThat(second.headers().firstValue("Retry-After")).isPresent();
			done.countDown();
			assertThat(first.get().statusCode()).isEqualTo(200);
		}
		assertThat(pay(BLOCKS, Payments.header(terms("/services/blocks"))).statusCode()).isEqualTo(200);
	}

	@Test
	void payerThatCallsTooOftenIsRefusedAndNotCharged() throws Exception {
		sell(limited(new ServiceOfferSpec.Limits(null, 1, null, null, null, null)));
		// Both are counted at the same moment, however busy the machine is.
		CyclicBarrier together = new CyclicBarrier(2);
		this.facilitator.verification = (payment) -> {
			try {
				together.await(30, TimeUnit.SECONDS);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			return new Verification.Valid(payment.payer().orElseThrow());
		};
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Callable<Integer> call = () -> pay(BLOCKS, Payments.header(terms("/services/blocks"))).statusCode();
			Future<Integer> first = threads.submit(call);
			Future<Integer> second = threads.submit(call);
			assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(200, 429);
		}
		assertThat(this.facilitator.settled).hasValue(1);
	}

	@Test
	void walletThatLetsServicesWorkAndCanNotPayHasToWait() {
		this.facilitator.settlement = (payment) -> new Settlement.Failed(ErrorReason.INSUFFICIENT_FUNDS, null, null);
		for (int i = 0; i < 3; i++) {
			assertThat(pay(BLOCKS, Payments.header(terms("/services/blocks"))).statusCode()).isEqualTo(402);
		}
		HttpResponse<String> fourth = pay(BLOCKS, Payments.header(terms("/services/blocks")));
		assertThat(fourth.statusCode()).as(fourth.body()).isEqualTo(429);
		assertThat(this.upstream.seen).as("the service did not work again").hasSize(3);
		this.facilitator.reset();
		String payment = Payments.header(terms("/services/blocks"));
		await().until(() -> pay(BLOCKS, payment).statusCode() == 200);
		assertThat(pay(BLOCKS, Payments.header(terms("/services/blocks"))).statusCode()).isEqualTo(200);
	}

	@Test
	void freeCallsCountAgainstTheOffersLimitToo() throws Exception {
		ServiceOffer offer = limited(new ServiceOfferSpec.Limits(1, null, null, null, null, null));
		var free = new ServiceOfferSpec.Route("/free", List.of(), "free", null, null);
		var spec = offer.getSpec();
		offer.setSpec(new ServiceOfferSpec("http", null, null, null, null, List.of(), null, null, null, spec.limits(),
				List.of(free), null, Map.of(), null, null, null));
		sell(offer);
		CountDownLatch done = new CountDownLatch(1);
		this.upstream.script = (exchange, body) -> {
			done.await(10, TimeUnit.SECONDS);
			FakeUpstream.text(200, "text/plain", "ok").run(exchange, body);
		};
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<HttpResponse<String>> first = threads.submit(() -> send(request("/services/blocks/free")));
			await().until(() -> !this.upstream.seen.isEmpty());
			assertThat(send(request("/services/blocks/free")).statusCode()).isEqualTo(429);
			done.countDown();
			assertThat(first.get().statusCode()).isEqualTo(200);
		}
		assertThat(send(request("/services/blocks/free")).statusCode()).isEqualTo(200);
	}

	@Test
	void copiesOfAPaymentThatWaitForTheFirstAreBounded() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		this.upstream.script = (exchange, body) -> {
			done.await(10, TimeUnit.SECONDS);
			FakeUpstream.text(200, "text/plain", "ok").run(exchange, body);
		};
		String payment = Payments.header(terms("/services/blocks"));
		AtomicInteger refused = new AtomicInteger();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Integer>> copies = java.util.stream.Stream.<Callable<Integer>>generate(() -> () -> {
				int status = pay(BLOCKS, payment).statusCode();
				if (status == 409) {
					refused.incrementAndGet();
				}
				return status;
			}).limit(48).map(threads::submit).toList();
			await().until(() -> refused.get() == 15);
			done.countDown();
			for (Future<Integer> copy : copies) {
				assertThat(copy.get()).isIn(200, 409);
			}
		}
		assertThat(refused).hasValue(15);
		assertThat(this.facilitator.settled).hasValue(1);
	}

	@Test
	void bodyThatIsTooLargeIsRefused() {
		sell(limited(new ServiceOfferSpec.Limits(null, null, 1000L, null, null, null)));
		HttpResponse<String> response = ask(BLOCKS, Payments.header(terms("/services/blocks")), "x".repeat(2000));
		assertThat(response.statusCode()).isEqualTo(413);
		assertThat(this.facilitator.calls).isEmpty();
	}

	@Test
	void answerThatIsTooLargeIsNotCharged() {
		sell(limited(new ServiceOfferSpec.Limits(null, null, null, 1000L, null, null)));
		this.upstream.script = FakeUpstream.text(200, "text/plain", "x".repeat(5000));
		HttpResponse<String> response = pay(BLOCKS, Payments.header(terms("/services/blocks")));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).contains("upstream_answer_too_large");
		assertThat(state()).isEqualTo("RELEASED");
	}

	@Test
	void buyerWhoHangsUpBeforeSettlementIsNotCharged() throws Exception {
		CountDownLatch gone = new CountDownLatch(1);
		this.upstream.script = (exchange, body) -> {
			gone.await(10, TimeUnit.SECONDS);
			FakeUpstream.text(200, "text/plain", "too late").run(exchange, body);
		};
		String payment = Payments.header(terms("/services/blocks"));
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.getOutputStream()
				.write(("GET " + BLOCKS + " HTTP/1.1\r\nHost: x\r\nPAYMENT-SIGNATURE: " + payment + "\r\n\r\n")
					.getBytes(StandardCharsets.ISO_8859_1));
			await().until(() -> !this.upstream.seen.isEmpty());
		}
		await().untilAsserted(() -> assertThat(state()).isEqualTo("RELEASED"));
		gone.countDown();
		assertThat(this.facilitator.calls).containsExactly("verify");
	}

	@Test
	void answerThatBreaksOffIsNotCharged() {
		this.upstream.script = (exchange, body) -> {
			exchange.getResponseHeaders().set("Content-Type", "text/plain");
			exchange.sendResponseHeaders(200, 1000);
			exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			throw new java.io.IOException("cable cut");
		};
		HttpResponse<String> response = pay(BLOCKS, Payments.header(terms("/services/blocks")));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(state()).isEqualTo("RELEASED");
	}

	private ServiceOffer limited(ServiceOfferSpec.Limits limits) {
		ServiceOffer offer = Offers.http("blocks", this.upstream.url().toString());
		offer.setSpec(new ServiceOfferSpec("http", null, null, null, null, List.of(), null, null, null, limits,
				List.of(), null, Map.of(), null, null, null));
		return offer;
	}

}
