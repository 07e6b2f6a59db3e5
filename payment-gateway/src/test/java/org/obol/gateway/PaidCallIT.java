package org.obol.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.x402.AtomicAmount;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentRequired;
import org.obol.x402.SettlementResponse;
import org.obol.x402.X402Version;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.obol.x402.codec.SettlementResponseCodec;
import org.obol.x402.facilitator.Settlement;
import org.obol.x402.facilitator.Verification;
import tools.jackson.databind.json.JsonMapper;

/** The paid request, from 402 to receipt, over HTTP and a real ledger. */
class PaidCallIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	private static final String CHAT = "/services/quant/v1/chat/completions";

	@Test
	void requestWithoutPaymentIsAskedForMoneyInBothVersions() {
		HttpResponse<String> response = send(request(BLOCKS));
		assertThat(response.statusCode()).isEqualTo(402);
		PaymentRequired v2 = PaymentRequiredCodec.decodeHeader(header(response, "PAYMENT-REQUIRED"));
		assertThat(v2.accepts()).containsExactly(terms("/services/blocks"));
		assertThat(v2.resource().url()).isEqualTo("https://market.example/services/blocks");
		PaymentRequired v1 = PaymentRequiredCodec.decodeBody(response.body().getBytes());
		assertThat(v1.version()).isEqualTo(X402Version.V1);
		assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
		assertThat(header(response, "Access-Control-Expose-Headers")).contains("PAYMENT-REQUIRED");
		assertThat(this.upstream.seen).isEmpty();
	}

	@Test
	void paymentBuysTheAnswerAndAReceipt() {
		HttpResponse<String> response = pay(BLOCKS + "?at=7", Payments.header(terms("/services/blocks")));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{\"height\":42}");
		SettlementResponse receipt = SettlementResponseCodec.decodeHeader(header(response, "PAYMENT-RESPONSE"));
		assertThat(receipt.success()).isTrue();
		assertThat(receipt.transaction()).startsWith("0xabab");
		assertThat(header(response, "X-PAYMENT-RESPONSE")).isNotEmpty();
		assertThat(header(response, "Cache-Control")).contains("private");
		assertThat(this.upstream.seen.getFirst().target()).isEqualTo("/height?at=7");
		assertThat(this.facilitator.calls).containsExactly("verify", "settle");
		assertThat(state()).isEqualTo("SETTLED");
	}

	@Test
	void versionOneBuyerIsServedByTheSameUrl() {
		String payment = Payments.header(terms("/services/blocks"), X402Version.V1, Payments.nonce(),
				Instant.now().plusSeconds(290));
		HttpResponse<String> response = send(request(BLOCKS).header("X-PAYMENT", payment));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "X-PAYMENT-RESPONSE")).isNotEmpty();
	}

	@Test
	void samePaymentAgainGetsTheSameAnswerWithoutAnotherRun() {
		String payment = Payments.header(terms("/services/blocks"));
		String first = pay(BLOCKS, payment).body();
		this.upstream.script = FakeUpstream.text(200, "application/json", "{\"height\":43}");
		HttpResponse<String> second = pay(BLOCKS, payment);
		assertThat(second.statusCode()).isEqualTo(200);
		assertThat(second.body()).isEqualTo(first);
		assertThat(header(second, "PAYMENT-RESPONSE")).isNotEmpty();
		assertThat(this.upstream.seen).hasSize(1);
		assertThat(this.facilitator.settled).hasValue(1);
	}

	@Test
	void samePaymentForAnotherRequestIsRefused() {
		String payment = Payments.header(terms("/services/blocks"));
		pay(BLOCKS, payment);
		HttpResponse<String> other = pay("/services/blocks/other", payment);
		assertThat(other.statusCode()).isEqualTo(409);
		assertThat(other.body()).contains("payment_already_used");
		assertThat(this.upstream.seen).hasSize(1);
	}

	@Test
	void paymentSentTwentyTimesAtOnceIsServedOnce() throws Exception {
		CountDownLatch arrived = new CountDownLatch(1);
		this.upstream.script = (exchange, body) -> {
			arrived.await(5, java.util.concurrent.TimeUnit.SECONDS);
			FakeUpstream.text(200, "text/plain", "once").run(exchange, body);
		};
		String payment = Payments.header(terms("/services/blocks"));
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<HttpResponse<String>>> answers = java.util.stream.Stream
				.<Callable<HttpResponse<String>>>generate(() -> () -> pay(BLOCKS, payment))
				.limit(20)
				.map(threads::submit)
				.toList();
			org.awaitility.Awaitility.await().until(() -> !this.upstream.seen.isEmpty());
			arrived.countDown();
			for (Future<HttpResponse<String>> answer : answers) {
				assertThat(answer.get().statusCode()).isEqualTo(200);
				assertThat(answer.get().body()).isEqualTo("once");
			}
		}
		assertThat(this.upstream.seen).hasSize(1);
		assertThat(this.facilitator.calls).containsExactly("verify", "settle");
	}

	@Test
	void upstreamErrorIsNotChargedAndNotShown() {
		this.upstream.script = FakeUpstream.text(500, "text/plain", "stack trace with secrets");
		String payment = Payments.header(terms("/services/blocks"));
		HttpResponse<String> response = pay(BLOCKS, payment);
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).contains("upstream_failed").doesNotContain("secrets");
		assertThat(this.facilitator.calls).containsExactly("verify");
		assertThat(state()).isEqualTo("RELEASED");
		this.upstream.script = FakeUpstream.text(200, "text/plain", "well again");
		assertThat(pay(BLOCKS, payment).body()).isEqualTo("well again");
	}

	@Test
	void unreachableUpstreamIsNotCharged() {
		this.upstream.close();
		HttpResponse<String> response = pay(BLOCKS, Payments.header(terms("/services/blocks")));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).contains("upstream_unavailable");
		assertThat(state()).isEqualTo("RELEASED");
	}

	@Test
	void invalidPaymentIsRefusedBeforeTheServiceRuns() {
		this.facilitator.verification = (payment) -> new Verification.Invalid(ErrorReason.INSUFFICIENT_FUNDS,
				"internal detail", null);
		HttpResponse<String> response = pay(BLOCKS, Payments.header(terms("/services/blocks")));
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(response.body()).contains("insufficient_funds").doesNotContain("internal detail");
		assertThat(header(response, "PAYMENT-REQUIRED")).isNotEmpty();
		assertThat(this.upstream.seen).isEmpty();
		assertThat(state()).isEqualTo("REJECTED");
	}

	@Test
	void missingApprovalOfPermit2IsAPreconditionOfItsOwn() {
		this.facilitator.verification = (payment) -> new Verification.Invalid(ErrorReason.PERMIT2_ALLOWANCE_REQUIRED,
				null, null);
		HttpResponse<String> response = pay(BLOCKS, Payments.header(terms("/services/blocks")));
		assertThat(response.statusCode()).isEqualTo(412);
		assertThat(PaymentRequiredCodec.decodeHeader(header(response, "PAYMENT-REQUIRED")).error())
			.isEqualTo("permit2_allowance_required");
	}

	@Test
	void refusedSettlementKeepsTheAnswerBack() {
		this.facilitator.settlement = (payment) -> new Settlement.Failed(ErrorReason.INSUFFICIENT_FUNDS, null, null);
		HttpResponse<String> response = pay(BLOCKS, Payments.header(terms("/services/blocks")));
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(response.body()).doesNotContain("height");
		assertThat(SettlementResponseCodec.decodeHeader(header(response, "PAYMENT-RESPONSE")).success()).isFalse();
		assertThat(state()).isEqualTo("REJECTED");
	}

	@Test
	void unknownSettlementIsResolvedOnTheChainAtOnce() {
		this.facilitator.settlement = (payment) -> new Settlement.Unknown(ErrorReason.SETTLEMENT_PENDING, null, "0x1");
		this.chain.fate = new SettlementLookup.Fate.Moved("0xfound");
		HttpResponse<String> response = pay(BLOCKS, Payments.header(terms("/services/blocks")));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{\"height\":42}");
		assertThat(SettlementResponseCodec.decodeHeader(header(response, "PAYMENT-RESPONSE")).transaction())
			.isEqualTo("0xfound");
		assertThat(state()).isEqualTo("SETTLED");
	}

	@Test
	void unknownSettlementIsResolvedWhenTheBuyerComesBack() {
		this.facilitator.settlement = (payment) -> new Settlement.Unknown(ErrorReason.SETTLEMENT_PENDING, null, null);
		String payment = Payments.header(terms("/services/blocks"));
		HttpResponse<String> first = pay(BLOCKS, payment);
		assertThat(first.statusCode()).isEqualTo(503);
		assertThat(first.body()).contains("settlement_unknown").contains("do not sign a new one");
		assertThat(state()).isEqualTo("UNKNOWN");
		this.chain.fate = new SettlementLookup.Fate.Moved("0xfound");
		HttpResponse<String> second = pay(BLOCKS, payment);
		assertThat(second.statusCode()).isEqualTo(200);
		assertThat(second.body()).isEqualTo("{\"height\":42}");
		assertThat(this.upstream.seen).hasSize(1);
	}

	@Test
	void unknownSettlementIsResolvedWithoutTheBuyer() {
		this.facilitator.settlement = (payment) -> new Settlement.Unknown(ErrorReason.SETTLEMENT_PENDING, null, null);
		pay(BLOCKS, Payments.header(terms("/services/blocks")));
		this.chain.fate = new SettlementLookup.Fate.Moved("0xfound");
		org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(state()).isEqualTo("SETTLED"));
	}

	@Test
	void higherValueThanThePriceIsRefused() {
		var offer = terms("/services/blocks");
		String payment = Payments.header(offer, X402Version.V2, Payments.nonce(), Instant.now().plusSeconds(290),
				AtomicAmount.of(20000), offer.payTo());
		HttpResponse<String> response = pay(BLOCKS, payment);
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(response.body()).contains("no_matching_requirement");
		assertThat(this.facilitator.calls).isEmpty();
	}

	@Test
	void paymentThatExpiresTooSoonIsRefused() {
		String payment = Payments.header(terms("/services/blocks"), X402Version.V2, Payments.nonce(),
				Instant.now().plusSeconds(10));
		HttpResponse<String> response = pay(BLOCKS, payment);
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(response.body()).contains("payment_expires_too_soon");
	}

	@Test
	void garbageInThePaymentHeaderIsABadRequest() {
		HttpResponse<String> response = pay(BLOCKS, "not-base64!");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("invalid_payment_header");
	}

	@Test
	void whatIsSaidOfABadPaymentIsReadableHoweverBadItIs() {
		String json = "{\"x402Version\":1,\"scheme\":\"exact\",\"network\":\"\\n\\u0007\\\\\\\"base\",\"payload\":{\"a\":1}}";
		HttpResponse<String> response = pay(BLOCKS,
				java.util.Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
		assertThat(response.statusCode()).isBetween(400, 402);
		assertThat(JsonMapper.shared().readTree(response.body()).path("reason").isString()).isTrue();
	}

	@Test
	void agentIsCalledWithOurKeyAndASessionOfOurOwn() {
		this.upstream.script = FakeUpstream.chat("The chain is 42 high.");
		HttpResponse<String> response = send(request(CHAT)
			.header("PAYMENT-SIGNATURE", Payments.header(terms("/services/quant")))
			.header("Authorization", "Bearer stolen")
			.header("X-Hermes-Session-Id", "victim")
			.header("Idempotency-Key", "k")
			.header("X-Payment-Payer", "0xforged")
			.header("X-Forwarded-For", "10.0.0.1")
			.POST(HttpRequest.BodyPublishers.ofString(
					"{\"model\":\"expensive\",\"max_tokens\":9,\"tools\":[],\"messages\":[{\"role\":\"user\",\"content\":\"hi\",\"x\":1}]}")));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("42 high").doesNotContain("secret-model");
		FakeUpstream.Seen seen = this.upstream.seen.getFirst();
		assertThat(seen.headers().get("authorization")).containsExactly("Bearer " + TestGateway.KEY);
		assertThat(seen.headers().get("x-hermes-session-id")).singleElement().asString().startsWith("paid-");
		assertThat(seen.headers().get("x-payment-payer")).containsExactly(Payments.BUYER.toLowerCase());
		assertThat(seen.headers()).doesNotContainKeys("idempotency-key", "payment-signature");
		assertThat(seen.headers().getOrDefault("x-forwarded-for", List.of())).doesNotContain("10.0.0.1");
		assertThat(seen.body()).isEqualTo(
				"{\"model\":\"secret-model\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":false}");
	}

	@Test
	void hermesFailureBehindA200IsNotCharged() {
		this.upstream.script = FakeUpstream.text(200, "application/json",
				FakeUpstream.completion("API call failed after 3 retries: HTTP 500", "error", ""));
		HttpResponse<String> response = ask(CHAT, Payments.header(terms("/services/quant")), question(false));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).doesNotContain("API call failed");
		assertThat(state()).isEqualTo("RELEASED");
	}

	@Test
	void streamIsHeldUntilContentThenSettledThenFlows() throws Exception {
		CountDownLatch firstRead = new CountDownLatch(1);
		this.upstream.script = FakeUpstream.stream(FakeUpstream.chunk("", ""),
				FakeUpstream.chunk("The chain is 42 high", ""),
				(Callable<Boolean>) () -> firstRead.await(5, java.util.concurrent.TimeUnit.SECONDS),
				FakeUpstream.chunk(" now.", ""), FakeUpstream.chunk("", "stop"), "data: [DONE]\n\n");
		HttpResponse<java.util.stream.Stream<String>> response = HTTP
			.send(request(CHAT).header("PAYMENT-SIGNATURE", Payments.header(terms("/services/quant")))
				.POST(HttpRequest.BodyPublishers.ofString(question(true)))
				.build(), HttpResponse.BodyHandlers.ofLines());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("PAYMENT-RESPONSE")).isPresent();
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
		firstRead.countDown();
		List<String> lines = response.body().toList();
		assertThat(lines).contains("data: [DONE]").anyMatch((line) -> line.contains(" now."));
		org.awaitility.Awaitility.await()
			.untilAsserted(() -> assertThat(this.jdbc.sql("select count(*) from payment where served_at is not null")
				.query(Long.class)
				.single()).isEqualTo(1));
	}

	@Test
	void streamWithoutContentIsNotCharged() {
		this.upstream.script = FakeUpstream.stream(FakeUpstream.chunk("", ""), FakeUpstream.chunk("", "stop"),
				"data: [DONE]\n\n");
		HttpResponse<String> response = ask(CHAT, Payments.header(terms("/services/quant")), question(true));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(this.facilitator.calls).containsExactly("verify");
	}

	@Test
	void streamThatBreaksAfterSettlementStaysGood() {
		this.upstream.script = FakeUpstream.stream(FakeUpstream.chunk("The chain is ", ""),
				FakeUpstream.chunk("", "error"));
		String payment = Payments.header(terms("/services/quant"));
		HttpResponse<String> broken = ask(CHAT, payment, question(true));
		assertThat(broken.statusCode()).isEqualTo(200);
		assertThat(broken.body()).contains("still good");
		this.upstream.script = FakeUpstream.stream(FakeUpstream.chunk("The chain is 42 high", ""),
				FakeUpstream.chunk("", "stop"), "data: [DONE]\n\n");
		HttpResponse<String> again = ask(CHAT, payment, question(true));
		assertThat(again.body()).contains("42 high").contains("[DONE]");
		assertThat(this.facilitator.settled).hasValue(1);
		assertThat(this.upstream.seen).hasSize(2);
	}

	@Test
	void streamOfAPlainServiceThatIsCutAfterSettlementStaysGood() {
		this.upstream.script = (exchange, ignored) -> {
			exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 1000);
			exchange.getResponseBody().write("data: one\n\n".getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			throw new java.io.IOException("cable cut");
		};
		String payment = Payments.header(terms("/services/blocks"));
		HttpResponse<String> cut = pay("/services/blocks/watch", payment);
		assertThat(cut.statusCode()).isEqualTo(200);
		assertThat(cut.body()).contains("one").contains("still good");
		this.upstream.script = FakeUpstream.stream("data: one\n\n", "data: two\n\n");
		HttpResponse<String> again = pay("/services/blocks/watch", payment);
		assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
		assertThat(again.body()).isEqualTo("data: one\n\ndata: two\n\n");
		assertThat(this.facilitator.settled).hasValue(1);
		await().untilAsserted(() -> assertThat(pay("/services/blocks/watch", payment).statusCode()).isEqualTo(409));
	}

	static String header(HttpResponse<?> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

}
