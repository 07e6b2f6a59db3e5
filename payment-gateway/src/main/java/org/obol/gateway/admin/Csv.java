package org.obol.gateway.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Payments as a table for spreadsheets (RFC 4180). */
final class Csv {

	private static final String HEAD = "id,state,namespace,offer,network,asset,amount,charged,payer,payTo,transaction,reason,"
			+ "reservedAt,settledAt,servedAt";

	private Csv() {
	}

	static String of(List<PaymentView> payments) {
		return payments.stream()
			.map((payment) -> line(payment.id(), payment.state(), payment.namespace(), payment.offer(),
					payment.network(), payment.asset(), payment.amount(), payment.charged(), payment.payer(),
					payment.payTo(), payment.transaction(), payment.reason(), payment.reservedAt(), payment.settledAt(),
					payment.servedAt()))
			.collect(Collectors.joining("", HEAD + "\r\n", ""));
	}

	private static String line(@Nullable Object... values) {
		return Arrays.stream(values).map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
	}

	// Some of it came from other people's servers, and a spreadsheet runs what begins
	// like a formula.
	private static String quoted(@Nullable Object value) {
		String text = Objects.toString(value, "");
		String harmless = text.matches("(?s)[=+@\\-\\t\\r].*") ? "'" + text : text;
		return "\"" + harmless.replace("\"", "\"\"") + "\"";
	}

}
