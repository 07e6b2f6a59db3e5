package org.obol.gateway.paywall;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.obol.gateway.ledger.KeptAnswer;
import org.obol.gateway.upstream.ChatUsage;
import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentRequirements;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Works out what a call costs that was paid for with a maximum (scheme {@code upto}):
 * chats by the tokens that they took, other services by what they say. Never more than
 * was signed.
 */
final class Charges {

	private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

	private static final Pattern SHARE = Pattern.compile("(?:100(?:\\.0{1,6})?|[0-9]{1,2}(?:\\.[0-9]{1,6})?)%");

	private static final JsonMapper JSON = JsonMapper.shared();

	private Charges() {
	}

	/**
	 * What a call costs.
	 * @param sale the call, with the signed maximum
	 * @param answer what it brought
	 * @param said the header {@code Settlement-Overrides} of the service
	 * @return atomic units; empty when the service says something that can't be charged
	 */
	static Optional<AtomicAmount> of(Sale sale, KeptAnswer answer, Optional<String> said) {
		PaymentRequirements offer = sale.offer();
		if (!sale.call().route().runtime().isChat()) {
			return said.isEmpty() ? Optional.of(offer.amount()) : override(said.get(), offer.amount());
		}
		Optional<String> rate = offer.extraText(PaymentRequirements.ATOMIC_PER_M_TOK);
		if (rate.isEmpty()) {
			return Optional.of(offer.amount());
		}
		long tokens = ChatUsage.tokens(sale.request().request().body(), answer.body());
		BigInteger cost = new BigDecimal(AtomicAmount.parse(rate.get()).value()).multiply(BigDecimal.valueOf(tokens))
			.divide(MILLION, 0, RoundingMode.CEILING)
			.toBigIntegerExact();
		return Optional.of(new AtomicAmount(cost.min(offer.amount().value())));
	}

	/** {@code {"amount":"1234"}} in atomic units, or {@code {"amount":"33.3%"}}. */
	private static Optional<AtomicAmount> override(String header, AtomicAmount most) {
		try {
			JsonNode amount = JSON.readTree(header).path("amount");
			String text = amount.isString() ? amount.stringValue() : "";
			AtomicAmount charge = SHARE.matcher(text).matches() ? share(text, most) : AtomicAmount.parse(text);
			return (charge.compareTo(most) <= 0) ? Optional.of(charge) : Optional.empty();
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static AtomicAmount share(String percent, AtomicAmount most) {
		BigDecimal share = new BigDecimal(percent.substring(0, percent.length() - 1)).movePointLeft(2);
		return new AtomicAmount(
				new BigDecimal(most.value()).multiply(share).setScale(0, RoundingMode.DOWN).toBigIntegerExact());
	}

}
