package org.obol.gateway;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.x402.PaymentRequirements;

import static org.assertj.core.api.Assertions.assertThat;

/** The seller changes the price between a quote and its payment (attack 8). */
class PriceChangeIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

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
		String payment = Payments.header(quoted.withAmount(org.obol.x402.AtomicAmount.of(9_999)));
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(402);
		assertThat(this.facilitator.calls).isEmpty();
	}

	private ServiceOffer blocks(String amount) {
		return Offers.live("blocks", "shop", Offers.spec(ServiceOfferSpec.TYPE_HTTP, null, null),
				Offers.status(this.upstream.url().toString(), null, List.of(Offers.accepts(amount, 300))));
	}

}
