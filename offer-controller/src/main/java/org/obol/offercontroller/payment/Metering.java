package org.obol.offercontroller.payment;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOfferSpec;
import org.obol.x402.Token;
import org.obol.x402.TransferMethod;

/**
 * The prices of scheme {@code upto}: buyers sign the most that one call may cost, and are
 * charged what it did cost. Agents and models are charged by the tokens that they report,
 * other services say it themselves.
 */
final class Metering {

	/** What answers chats, and says how many tokens it took. */
	private static final Set<String> CHATS = Set.of(ServiceOfferSpec.TYPE_AGENT, ServiceOfferSpec.TYPE_INFERENCE);

	private Metering() {
	}

	static boolean countsTokens(ServiceOfferSpec spec) {
		return CHATS.contains(spec.effectiveType());
	}

	/**
	 * By what a call is charged.
	 * @param price what the seller wrote; {@code perRequest} is the most
	 * @param token in what it is paid
	 * @param tokens whether the service counts tokens
	 * @param field where the payment is in the spec
	 * @return the unit that the gateway counts
	 */
	static UnitPrice unit(ServiceOfferSpec.@Nullable Price price, Token token, boolean tokens, String field) {
		if (token.transferMethod() != TransferMethod.PERMIT2) {
			throw new InvalidTermsException(field + ".scheme 'upto' needs a token that is paid through Permit2, and "
					+ token.symbol() + " is not: use exact");
		}
		String most = (price != null) ? price.perRequest() : null;
		if (price == null || most == null) {
			throw new InvalidTermsException(
					field + ".price.perRequest is missing: with scheme upto it is the most that one call may cost");
		}
		String rate = price.perMTok();
		if (tokens && rate == null) {
			throw new InvalidTermsException(
					field + ".price.perMTok is missing: with scheme upto tokens are charged as they are used");
		}
		if (!tokens && rate != null) {
			throw new InvalidTermsException(field + ".price.perMTok is for agents and models: with scheme upto this "
					+ "service says what a call costs in its header Settlement-Overrides");
		}
		UnitPrice unit = (rate != null) ? new UnitPrice(UnitPrice.PER_M_TOK, rate)
				: new UnitPrice(UnitPrice.PER_REQUEST, most);
		if (unit.amount(field + ".price").signum() <= 0) {
			throw new InvalidTermsException(
					field + ".price." + unit.unit() + " '" + unit.declared() + "' must be more than 0");
		}
		return unit;
	}

	/**
	 * What a million tokens cost, for the 402: who signs a maximum sees by what it is
	 * charged, and an old quote keeps its old rate.
	 * @param unit by what a call is charged
	 * @param token in what it is paid
	 * @param field where the payment is in the spec
	 * @return atomic units, decimal digits; empty for what does not count tokens
	 */
	static Optional<String> rate(UnitPrice unit, Token token, String field) {
		if (!UnitPrice.PER_M_TOK.equals(unit.unit())) {
			return Optional.empty();
		}
		try {
			return Optional.of(token.toAtomic(unit.amount(field + ".price")).toString());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidTermsException(field + ".price.perMTok: " + ex.getMessage());
		}
	}

}
