package org.obol.gateway.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How rows of a table travel in one statement: a column each as an array, and those that
 * say what a payment is for.
 */
final class ClaimColumns {

	/** In the order of {@link #VALUES}. */
	static final String NAMES = "network, asset, payer, nonce, x402_version, scheme, offer_namespace, offer_name, amount, "
			+ "pay_to, fingerprint, valid_before";

	private static final List<Function<Claim, @Nullable Object>> VALUES = List.of(
			(claim) -> claim.id().network().caip2(), (claim) -> claim.id().asset(), (claim) -> claim.id().payer(),
			(claim) -> claim.id().nonce(), (claim) -> String.valueOf(claim.version().number()), Claim::scheme,
			(claim) -> claim.offer().namespace(), (claim) -> claim.offer().name(), (claim) -> claim.amount().toString(),
			Claim::payTo, Claim::fingerprint, (claim) -> claim.validBefore().toString());

	/** A parameter for each column. */
	static final String PARAMETERS = String.join(", ", Collections.nCopies(VALUES.size(), "?::text[]"));

	/** The columns of {@code c}, in their types. */
	static final String SELECTED = "c.network, c.asset, c.payer, c.nonce, c.x402_version::smallint, c.scheme, "
			+ "c.offer_namespace, c.offer_name, c.amount::numeric, c.pay_to, c.fingerprint, c.valid_before::timestamptz";

	private ClaimColumns() {
	}

	/** Sets {@link #PARAMETERS}; returns the number of the parameter after them. */
	static int set(PreparedStatement statement, int first, Collection<Claim> claims) throws SQLException {
		int parameter = first;
		for (Function<Claim, @Nullable Object> value : VALUES) {
			set(statement, parameter++, "text", claims, value, String[]::new);
		}
		return parameter;
	}

	static <T> void set(PreparedStatement statement, int parameter, String type, Collection<T> rows,
			Function<T, @Nullable Object> value, IntFunction<Object[]> array) throws SQLException {
		// Of the values' own type: that is what the driver sends in binary.
		Object[] values = rows.stream().map(value).toArray(array);
		statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
	}

}
