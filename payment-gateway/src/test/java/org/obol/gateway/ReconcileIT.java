package org.obol.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.x402.ErrorReason;
import org.obol.x402.facilitator.Settlement;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** What the gateway does by itself about payments that nobody saw the end of. */
class ReconcileIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	@Autowired
	MeterRegistry meters;

	@Test
	void paymentsThatCanNotBeAskedAboutDoNotHoldUpTheOthers() {
		this.chain.real = (claim, transaction) -> {
			if (claim.offer().name().equals("broken")) {
				throw new IllegalStateException("an answer that nobody can read");
			}
			return new SettlementLookup.Fate.Moved("0xfound");
		};
		unknown("broken", 200);
		unknown("blocks", 1);
		await().until(() -> this.jdbc.sql("select state from payment where offer_name = 'blocks'")
			.query(String.class)
			.single()
			.equals("SETTLED"));
	}

	@Test
	void paymentThatIsFoundSettledLaterIsCountedOnce() {
		this.facilitator.settlement = (payment) -> new Settlement.Unknown(ErrorReason.FACILITATOR_TIMEOUT, null, null);
		double before = charged("blocks");
		String payment = Payments.header(terms("/services/blocks"));
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(503);
		assertThat(charged("blocks")).isEqualTo(before);
		this.chain.fate = new SettlementLookup.Fate.Moved("0xfound");
		await().untilAsserted(() -> assertThat(state()).isEqualTo("SETTLED"));
		await().untilAsserted(() -> assertThat(charged("blocks")).isEqualTo(before + 1));
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(200);
		assertThat(charged("blocks")).isEqualTo(before + 1);
	}

	@Test
	void paymentThatTheDatabaseForgotWasCountedAlready() {
		double before = charged("blocks");
		assertThat(pay(BLOCKS, Payments.header(terms("/services/blocks"))).statusCode()).isEqualTo(200);
		assertThat(state()).isEqualTo("SETTLED");
		this.chain.fate = new SettlementLookup.Fate.Moved("0xfound");
		forgetTheSettlement();
		await().until(() -> state().equals("SETTLED"));
		assertThat(charged("blocks")).isEqualTo(before + 1);
	}

	@Test
	void paymentForAnOfferThatIsGoneIsCountedAsSuch() {
		double before = charged("(deleted)");
		this.chain.fate = new SettlementLookup.Fate.Moved("0xfound");
		unknown("one", 1);
		unknown("two", 1);
		await().untilAsserted(() -> assertThat(charged("(deleted)")).isEqualTo(before + 2));
		assertThat(this.meters.find("obol.x402.verifier.charged.requests").tag("offer_name", "(deleted)").counters())
			.singleElement()
			.satisfies((counter) -> assertThat(counter.getId().getTags()).extracting("key", "value")
				.contains(tuple("offer_namespace", "(deleted)"), tuple("chain", "eip155:84532"),
						tuple("asset_symbol", "unknown")));
	}

	private double charged(String offer) {
		return this.meters.find("obol.x402.verifier.charged.requests")
			.tag("offer_name", offer)
			.counters()
			.stream()
			.mapToDouble(Counter::count)
			.sum();
	}

	/** As a crash of the database can. */
	private void forgetTheSettlement() {
		this.jdbc.sql("alter table payment disable trigger user").update();
		this.jdbc.sql("update payment set state = 'UNKNOWN', open = true, settled_at = null").update();
		this.jdbc.sql("alter table payment enable trigger user").update();
	}

	private void unknown(String offer, int count) {
		this.jdbc.sql("""
				insert into payment (network, asset, payer, nonce, state, holder, x402_version, scheme, offer_namespace,
					offer_name, amount, pay_to, fingerprint, valid_before, reserved_at, changed_at)
				select 'eip155:84532', '0x1', '0x2', ? || number, 'UNKNOWN', gen_random_uuid(), 2, 'exact', 'shop', ?,
					10000, '0x3', repeat('0', 64), now() + interval '1 hour', now(), clock_timestamp()
				from generate_series(1, ?) as number""").params(offer, offer, count).update();
	}

}
