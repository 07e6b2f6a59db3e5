package org.obol.gateway;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.x402.ErrorReason;
import org.obol.x402.facilitator.Settlement;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Answers are kept for so short a time that settling may take longer. */
@TestPropertySource(properties = { "obol.ledger.answer-ttl=3s", "obol.ledger.sweep=1h" })
class ShortAnswersIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	private static final Settlement SETTLED = new Settlement.Settled("0x1", Payments.BUYER, null);

	@Test
	void answerWhoseSettlementTookLongerThanItIsKeptIsThereForARepeat() {
		this.facilitator.settlement = (payment) -> {
			awaitTheAnswersEnd();
			return SETTLED;
		};
		String payment = Payments.header(terms("/services/blocks"));
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(200);
		HttpResponse<String> again = pay(BLOCKS, payment);
		assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
		assertThat(this.upstream.seen).as("the kept one").hasSize(1);
	}

	@Test
	void settlementThatTheBuyersRepeatBringsAboutIsServedThoughTheAnswerIsGone() {
		this.facilitator.settlement = (payment) -> new Settlement.Unknown(ErrorReason.FACILITATOR_TIMEOUT, null, null);
		this.chain.fate = new SettlementLookup.Fate.Unused();
		String payment = Payments.header(terms("/services/blocks"));
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(503);
		awaitTheAnswersEnd();
		this.facilitator.settlement = (any) -> SETTLED;
		HttpResponse<String> again = pay(BLOCKS, payment);
		assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
		assertThat(this.facilitator.settled).hasValue(1);
	}

	private void awaitTheAnswersEnd() {
		await()
			.until(() -> this.jdbc.sql("select expires_at < now() from payment_answer join payment on id = payment_id")
				.query(Boolean.class)
				.single());
	}

}
