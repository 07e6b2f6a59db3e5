package org.obol.gateway;

import org.junit.jupiter.api.Test;
import org.obol.gateway.paywall.SettlementLookup;

import static org.awaitility.Awaitility.await;

/** What the gateway does by itself about payments that nobody saw the end of. */
class ReconcileIT extends GatewayIT {

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

	private void unknown(String offer, int count) {
		this.jdbc.sql("""
				insert into payment (network, asset, payer, nonce, state, holder, x402_version, scheme, offer_namespace,
					offer_name, amount, pay_to, fingerprint, valid_before, reserved_at, changed_at)
				select 'eip155:84532', '0x1', '0x2', ? || number, 'UNKNOWN', gen_random_uuid(), 2, 'exact', 'shop', ?,
					10000, '0x3', repeat('0', 64), now() + interval '1 hour', now(), clock_timestamp()
				from generate_series(1, ?) as number""").params(offer, offer, count).update();
	}

}
