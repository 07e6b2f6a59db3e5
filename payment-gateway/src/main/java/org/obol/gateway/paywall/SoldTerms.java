package org.obol.gateway.paywall;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.obol.gateway.route.Route;
import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentId;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the terms that a payment was taken on, when they are not those of today any more:
 * what was charged stays good whatever the seller asks by now, also after a restart. They
 * are the ledger's, for this very request; what the buyer says of them counts for
 * nothing. Blocking, and throws Spring's {@code DataAccessException} when the ledger is
 * not available.
 */
@Component
class SoldTerms {

	/**
	 * Until when they would be good does not matter any more, but there has to be one.
	 */
	private static final int ANY = 60;

	private static final String TAKEN = """
			select asset, amount, pay_to from payment where network = ? and asset = any(?) and payer = ? and nonce = ?
				and fingerprint = ? and offer_namespace = ? and offer_name = ? and scheme = ?""";

	private final JdbcClient jdbc;

	SoldTerms(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Looks for them.
	 * @param payment what the buyer sent
	 * @param route what is called
	 * @param fingerprint the request's
	 * @return the terms; empty for a payment that was never taken for this request
	 */
	Optional<PaymentRequirements> of(PaymentPayload payment, Route route, String fingerprint) {
		List<PaymentId> ids = ids(payment, route);
		if (ids.isEmpty()) {
			return Optional.empty();
		}
		PaymentId any = ids.getFirst();
		return this.jdbc.sql(TAKEN)
			.params(any.network().caip2(), ids.stream().map(PaymentId::asset).distinct().toArray(String[]::new),
					any.payer(), any.nonce(), fingerprint, route.offer().namespace(), route.offer().name(),
					payment.scheme())
			.query((row, ignored) -> terms(payment, row.getString("asset"),
					new AtomicAmount(row.getBigDecimal("amount").toBigIntegerExact()), row.getString("pay_to")))
			.list()
			.stream()
			.findFirst();
	}

	/** A payment of version 1 does not say which token it is in. */
	private static List<PaymentId> ids(PaymentPayload payment, Route route) {
		PaymentRequirements accepted = payment.accepted();
		Stream<String> assets = (accepted != null) ? Stream.of(accepted.asset())
				: route.accepts()
					.stream()
					.filter((offer) -> offer.network().equals(payment.network()))
					.map(PaymentRequirements::asset);
		return assets.flatMap((asset) -> payment.id(terms(payment, asset, AtomicAmount.of(0), "")).stream()).toList();
	}

	private static PaymentRequirements terms(PaymentPayload payment, String asset, AtomicAmount amount, String payTo) {
		PaymentRequirements accepted = payment.accepted();
		// How to sign for them, which the signature has to stand up to anyway.
		Map<String, Object> extra = (accepted != null) ? accepted.extra() : Map.of();
		return new PaymentRequirements(payment.scheme(), payment.network(), amount, asset, payTo, ANY, extra);
	}

}
