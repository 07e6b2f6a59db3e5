package org.obol.shell.buy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.shell.buy.FakeSeller.Fate;
import org.obol.shell.console.TestConsole;
import org.obol.x402.PaymentPayload;
import org.obol.x402.codec.PaymentPayloadCodec;

import static org.assertj.core.api.Assertions.assertThat;

class BuyCommandsTests {

	@TempDir
	Path home;

	private FakeSeller seller;

	private FakeChain chain;

	private TestConsole obol;

	@BeforeEach
	void open() throws IOException {
		this.seller = new FakeSeller();
		this.chain = new FakeChain();
		Map<String, Object> environment = new HashMap<>(
				Map.of("OBOL_HOME", this.home.toString(), "OBOL_RPC_URL", this.chain.url()));
		this.obol = new TestConsole(environment);
		InputStream before = System.in;
		try {
			System.setIn(
					new ByteArrayInputStream(FakeSeller.V2.get("key").getAsString().getBytes(StandardCharsets.UTF_8)));
			assertThat(this.obol.run("wallet", "new", "--import").status()).isZero();
		}
		finally {
			System.setIn(before);
		}
	}

	@AfterEach
	void close() {
		this.seller.close();
		this.chain.close();
	}

	private TestConsole.Run buy(String... more) {
		List<String> words = new java.util.ArrayList<>(
				List.of("buy", "agent", this.seller.url(), "--message", "Latest block?"));
		words.addAll(List.of(more));
		return this.obol.run(words.toArray(String[]::new));
	}

	@Test
	void anAnswerIsBoughtAndTheReceiptShown() {
		var run = buy();
		assertThat(run.status()).as(run.err()).isZero();
		String transaction = FakeSeller.V2.getAsJsonObject("settled").get("transaction").getAsString();
		assertThat(run.out()).startsWith("Block 42.")
			.contains("Paid 0.01 USDC on base-sepolia", "Transaction " + transaction, "Balance 1 → 1 USDC");
		assertThat(run.err())
			.contains("Paying 0.01 USDC on base-sepolia to 0x209693Bc6afc0C5328bA36FaF03C514EF312287C");
		JsonObject body = JsonParser.parseString(this.seller.bodies.getLast()).getAsJsonObject();
		assertThat(body.getAsJsonArray("messages").get(0).getAsJsonObject().get("content").getAsString())
			.isEqualTo("Latest block?");
	}

	@Test
	void thePaymentAcceptsTheOfferExactlyAndIsSignedByTheWallet() {
		buy();
		PaymentPayload payment = PaymentPayloadCodec.decodeHeader(this.seller.payments.getFirst());
		assertThat(payment.accepted().amount().value()).isEqualTo(BigInteger.valueOf(10_000));
		assertThat(payment.accepted().extra()).containsEntry("agentRuntime", "demo");
		assertThat(payment.payer()).contains("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
	}

	@Test
	void programsGetTheReceiptAsJson() {
		JsonObject bought = buy("-o", "json").json().getAsJsonObject();
		assertThat(bought.get("answer").getAsString()).isEqualTo("Block 42.");
		assertThat(bought.get("transaction").getAsString()).startsWith("0x");
		assertThat(bought.get("status").getAsInt()).isEqualTo(200);
		assertThat(bought.get("balanceBefore").getAsString()).isEqualTo("1");
		JsonObject paid = bought.getAsJsonObject("paid");
		assertThat(paid.get("amount").getAsString()).isEqualTo("0.01");
		assertThat(paid.get("network").getAsString()).isEqualTo("eip155:84532");
		assertThat(paid.get("symbol").getAsString()).isEqualTo("USDC");
	}

	@Test
	void quietPrintsTheAnswerAlone() {
		var run = buy("-q");
		assertThat(run.out()).isEqualTo("Block 42.");
		assertThat(run.err()).isEmpty();
	}

	@Test
	void aBrokenConnectionRepeatsTheIdenticalPayment() {
		this.seller.fates.addAll(List.of(Fate.BROKEN, Fate.IN_FLIGHT, Fate.SERVED));
		var run = buy();
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(this.seller.payments.stream().distinct()).hasSize(1);
		assertThat(this.seller.payments.size()).isGreaterThanOrEqualTo(3);
		assertThat(run.err()).contains("sending the same payment again", "still being worked on");
	}

	@Test
	void aSellerThatOnlySpeaksVersionOneIsPaidToo() {
		this.seller.onlyV1 = true;
		var run = buy();
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(PaymentPayloadCodec.decodeHeader(this.seller.payments.getFirst()).version().number()).isEqualTo(1);
	}

	@Test
	void aStreamIsShownAsItComes() {
		this.seller.contentType = "text/event-stream";
		this.seller.answer = """
				data: {"choices":[{"delta":{"role":"assistant"}}]}

				data: {"choices":[{"delta":{"content":"Block "}}]}

				: keep-alive

				data: {"choices":[{"delta":{"content":"42."}}]}

				data: [DONE]

				""";
		var run = buy("--stream");
		assertThat(run.out()).startsWith("Block 42.\n").contains("Transaction 0x");
		assertThat(JsonParser.parseString(this.seller.bodies.getLast()).getAsJsonObject().get("stream").getAsBoolean())
			.isTrue();
		assertThat(buy("--stream", "--json").json().getAsJsonObject().get("answer").getAsString())
			.isEqualTo("Block 42.");
	}

	@Test
	void aPriceAboveTheLimitIsNotPaid() {
		var run = buy("--max-price", "0.005");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).contains("The price is 0.01 USDC on base-sepolia, more than the limit of 0.005",
				"--max-price 0.01");
		assertThat(this.seller.payments).isEmpty();
	}

	@Test
	void anEmptyWalletIsToldBeforeSigning() {
		this.chain.balance = BigInteger.valueOf(9_999);
		var run = buy();
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).contains("Not enough balance: the price is 0.01 USDC on base-sepolia",
				"has 0.009999 USDC", "obol wallet fund");
		assertThat(this.seller.payments).isEmpty();
	}

	@Test
	void aWishThatFitsNothingIsRefused() {
		assertThat(buy("--network", "base").err()).contains("No way to pay fits --network base");
		assertThat(buy("--token", "DAI").err()).contains("No way to pay fits --token DAI");
		assertThat(this.seller.payments).isEmpty();
	}

	@Test
	void aRejectedPaymentSaysWhyAndThatNothingWasCharged() {
		this.seller.fates.add(Fate.REJECTED);
		var run = buy();
		assertThat(run.status()).isEqualTo(1);
		String reason = FakeSeller.V2.getAsJsonObject("refused").get("errorReason").getAsString();
		assertThat(run.err()).contains("The payment was rejected (" + reason + "); nothing was charged");
	}

	@Test
	void aFailedAgentIsNotCharged() {
		this.seller.fates.add(Fate.FAILED);
		var run = buy();
		assertThat(run.err()).contains("HTTP 502 (upstream_failed: The agent failed); nothing was charged");
		assertThat(this.seller.payments).hasSize(1);
	}

	@Test
	void anOfferThatIsNotLiveOrNotThereIsSaidSo() {
		this.seller.unpaidStatus = 503;
		assertThat(buy().err()).contains("is not live right now", "nothing was paid");
		this.seller.unpaidStatus = 404;
		assertThat(buy().err()).contains("There is no offer at " + this.seller.url());
	}

	@Test
	void nobodyIsAskedForMoneyTwiceByAMistypedLine() {
		assertThat(this.obol.run("buy", "agent", "ftp://x", "-m", "hi").status()).isEqualTo(2);
		assertThat(this.obol.run("buy", "agent", this.seller.url()).err()).contains("--message is missing");
		assertThat(buy("--wallet", "nobody").err()).contains("There is no wallet 'nobody'");
		assertThat(this.seller.bodies).isEmpty();
	}

	@Test
	void anHttpServiceIsBoughtAsItIs() {
		this.seller.answer = "{\"temperature\":21}";
		var run = this.obol.run("buy", "http", this.seller.url() + "/report", "-d", "{\"city\":\"Zug\"}");
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(run.out()).startsWith("{\"temperature\":21}");
		assertThat(this.seller.bodies).containsOnly("{\"city\":\"Zug\"}");
	}

}
