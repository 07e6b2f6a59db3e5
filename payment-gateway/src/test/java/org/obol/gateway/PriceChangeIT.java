package org.obol.gateway;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.x402.AtomicAmount;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.X402Version;
import org.obol.x402.facilitator.Settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The seller changes the price between a quote and its payment (attack 8). */
class PriceChangeIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	private static final String CHAT = "/services/quant/v1/chat/completions";

	@Test
	void quoteThatWasSignedIsServedOnceAtItsPrice() {
		sell(blocks("10000"));
		PaymentRequirements quoted = terms("/services/blocks");
		String payment = Payments.header(quoted);
		sell(blocks("90000"));
		HttpResponse<String> response = pay(BLOCKS, payment);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(pay(BLOCKS, payment).body()).isEqualTo(response.body());
		assertThat(this.facilitator.settled).hasValue(1);
		assertThat(this.upstream.seen).hasSize(1);
		assertThat(this.jdbc.sql("select amount from payment").query(String.class).single()).isEqualTo("10000");
		assertThat(send(request(BLOCKS)).body()).contains("\"maxAmountRequired\":\"90000\"");
	}

	@Test
	void cheaperPriceDoesNotChargeLessOrMoreThanWasSigned() {
		sell(blocks("90000"));
		String payment = Payments.header(terms("/services/blocks"));
		sell(blocks("10000"));
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(200);
		assertThat(this.jdbc.sql("select amount from payment").query(String.class).single()).isEqualTo("90000");
	}

	@Test
	void pausedOfferTakesNoOldQuotes() {
		sell(blocks("10000"));
		String payment = Payments.header(terms("/services/blocks"));
		sell();
		sell(blocks("90000"));
		HttpResponse<String> response = pay(BLOCKS, payment);
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(response.body()).contains("no_matching_requirement").contains("90000");
		assertThat(this.facilitator.calls).isEmpty();
	}

	@Test
	void priceThatWasNeverAskedForIsRefused() {
		sell(blocks("10000"));
		PaymentRequirements quoted = terms("/services/blocks");
		sell(blocks("90000"));
		String payment = Payments.header(quoted.withAmount(AtomicAmount.of(9_999)));
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(402);
		assertThat(this.facilitator.calls).isEmpty();
	}

	@Test
	void answerThatWasPaidForIsRepeatedWhenNobodyRemembersThePrice() {
		for (X402Version version : X402Version.values()) {
			sell(blocks("10000"));
			PaymentRequirements quoted = terms("/services/blocks");
			String nonce = Payments.nonce();
			String payment = Payments.header(quoted, version, nonce, inTime());
			HttpResponse<String> first = pay(version, payment);
			assertThat(first.statusCode()).isEqualTo(200);
			int runs = this.upstream.seen.size();
			forgetThePrice("90000");
			HttpResponse<String> again = pay(version, payment);
			assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
			assertThat(again.body()).isEqualTo(first.body());
			assertThat(again.headers().firstValue("PAYMENT-RESPONSE"))
				.isEqualTo(first.headers().firstValue("PAYMENT-RESPONSE"));
			assertThat(this.upstream.seen).hasSize(runs);
			// The same nonce, as if it had been charged on other terms.
			for (PaymentRequirements other : List.of(quoted.withAmount(AtomicAmount.of(1)),
					new PaymentRequirements(quoted.scheme(), quoted.network(), quoted.amount(), quoted.asset(),
							Payments.BUYER, quoted.maxTimeoutSeconds(), quoted.extra()))) {
				refused(pay(version, Payments.header(other, version, nonce, inTime())));
			}
			refused(send(request("/services/blocks/other").header(name(version), payment)));
		}
		assertThat(this.facilitator.settled).hasValue(2);
	}

	@Test
	void streamThatBrokeAfterItWasPaidForIsServedAnewAtItsOldPrice() {
		sell(quant("10000"));
		this.upstream.script = FakeUpstream.stream(FakeUpstream.chunk("The chain is ", ""),
				FakeUpstream.chunk("", "error"));
		String payment = Payments.header(terms("/services/quant"));
		assertThat(ask(CHAT, payment, question(true)).body()).contains("still good");
		sell();
		sell(quant("90000"));
		refused(ask(CHAT, Payments.header(terms("/services/quant").withAmount(AtomicAmount.of(10_000))),
				question(true)));
		this.upstream.script = FakeUpstream.stream(FakeUpstream.chunk("The chain is 42 high", ""),
				FakeUpstream.chunk("", "stop"), "data: [DONE]\n\n");
		HttpResponse<String> again = ask(CHAT, payment, question(true));
		assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
		assertThat(again.body()).contains("42 high", "[DONE]");
		assertThat(this.facilitator.settled).as("not charged again").hasValue(1);
		await().untilAsserted(() -> assertThat(ask(CHAT, payment, question(true)).statusCode()).isEqualTo(409));
	}

	@Test
	void settlementThatNobodySawTheEndOfIsFoundAtItsOldPrice() {
		this.facilitator.settlement = (any) -> new Settlement.Unknown(ErrorReason.FACILITATOR_TIMEOUT, null, null);
		String payment = Payments.header(terms("/services/blocks"));
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(503);
		forgetThePrice("90000");
		assertThat(pay(BLOCKS, payment).body()).contains("settlement_unknown");
		this.chain.fate = new SettlementLookup.Fate.Moved("0xlate");
		await().untilAsserted(() -> assertThat(pay(BLOCKS, payment).body()).isEqualTo("{\"height\":42}"));
		assertThat(this.facilitator.settled).hasValue(0);
	}

	@Test
	void whatWasNotChargedIsNotSoldAtItsOldPrice() {
		this.upstream.script = FakeUpstream.text(500, "text/plain", "out of order");
		String payment = Payments.header(terms("/services/blocks"));
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(502);
		forgetThePrice("90000");
		int runs = this.upstream.seen.size();
		refused(pay(BLOCKS, payment));
		assertThat(this.upstream.seen).hasSize(runs);
		assertThat(state()).isEqualTo("RELEASED");
	}

	private static void refused(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(402);
		assertThat(response.body()).contains("no_matching_requirement");
	}

	/** As after a restart: the offer is not there, then it is, at another price. */
	private void forgetThePrice(String now) {
		sell();
		sell(blocks(now));
	}

	private HttpResponse<String> pay(X402Version version, String payment) {
		return send(request(BLOCKS).header(name(version), payment));
	}

	private static String name(X402Version version) {
		return (version == X402Version.V1) ? "X-PAYMENT" : "PAYMENT-SIGNATURE";
	}

	private static Instant inTime() {
		return Instant.now().plusSeconds(290);
	}

	private ServiceOffer quant(String amount) {
		ServiceOffer offer = Offers.agent("quant", "hermes", this.upstream.url().toString());
		offer.setStatus(Offers.status(this.upstream.url().toString(), offer.getStatus().agentResolution(),
				List.of(Offers.accepts(amount, 300))));
		return offer;
	}

	private ServiceOffer blocks(String amount) {
		return Offers.live("blocks", "shop", Offers.spec(ServiceOfferSpec.TYPE_HTTP, null, null),
				Offers.status(this.upstream.url().toString(), null, List.of(Offers.accepts(amount, 300))));
	}

}
