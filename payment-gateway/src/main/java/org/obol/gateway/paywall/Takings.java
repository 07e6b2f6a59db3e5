package org.obol.gateway.paywall;

import org.obol.gateway.ledger.Attempt;
import org.obol.gateway.ledger.Claim;
import org.obol.gateway.ledger.PaymentLedger;
import org.obol.gateway.metrics.OfferMeters;
import org.obol.gateway.metrics.PaymentMeters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what was taken, each payment once, also what turns out to be settled later. */
@Component
class Takings {

	// Two gateways, or a gateway and the buyer's repeat, may find the same one at the
	// same time. Who writes this counts it.
	private static final String FOUND = """
			update payment set reason = 'found_later'
			where id = ? and nonce = ? and state = 'SETTLED' and reason is null""";

	private final PaymentLedger ledger;

	private final PaymentMeters meters;

	private final JdbcClient jdbc;

	Takings(PaymentLedger ledger, PaymentMeters meters, JdbcClient jdbc) {
		this.ledger = ledger;
		this.meters = meters;
		this.jdbc = jdbc;
	}

	/** The counters of what is called. */
	OfferMeters of(Sale sale) {
		return this.meters.of(sale.call().route());
	}

	/** The money moved. */
	void charged(Sale sale) {
		this.meters.charged(sale.call().route(), sale.claim().id());
	}

	/**
	 * The money turned out to have moved. Tells the ledger; blocking, and throws Spring's
	 * {@code DataAccessException} when it is not available.
	 * @param claim the payment
	 * @param attempt the attempt at it
	 * @param transaction the transaction's hash; empty when it could not be found
	 */
	void settledAfterAll(Claim claim, Attempt attempt, String transaction) {
		this.ledger.settledAfterAll(attempt.payment(), transaction);
		if (this.jdbc.sql(FOUND).params(attempt.payment(), attempt.nonce()).update() == 1) {
			this.meters.chargedAfterAll(claim.offer(), claim.id());
		}
	}

}
