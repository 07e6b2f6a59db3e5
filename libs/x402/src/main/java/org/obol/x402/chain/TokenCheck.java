package org.obol.x402.chain;

import java.util.Optional;

import org.obol.x402.PaymentRequirements;
import org.obol.x402.Token;
import org.obol.x402.evm.Eip712Domain;

/**
 * Compares what a table says about a token with the token itself. To be asked at start:
 * with a wrong domain every buyer's signature would be refused, with wrong decimals every
 * price would be wrong.
 */
public final class TokenCheck {

	private TokenCheck() {
	}

	/**
	 * What is wrong with a token.
	 * @param chain the token's chain
	 * @param token what the table says
	 * @return one sentence, or empty when nothing is wrong
	 * @throws ChainException when the chain can't be asked
	 */
	public static Optional<String> problem(ChainClient chain, Token token) {
		String subject = token.symbol() + " at " + token.address() + " on " + token.network().displayName();
		if (!chain.hasCode(token.address())) {
			return Optional.of(subject + ": there is no contract");
		}
		TokenContract contract = new TokenContract(chain, token.address());
		Integer decimals = contract.decimals().orElse(null);
		if (decimals != null && decimals != token.decimals()) {
			return Optional.of(subject + ": has " + decimals + " decimals, not " + token.decimals());
		}
		Eip712Domain domain = new Eip712Domain(token.domainName(), token.domainVersion(), token.network().chainId(),
				token.address());
		if (contract.hasDomain(domain).filter(Boolean.FALSE::equals).isPresent()) {
			return Optional.of(subject + ": its EIP-712 domain isn't name '" + token.domainName() + "', version '"
					+ token.domainVersion() + "'");
		}
		return Optional.empty();
	}

	/**
	 * What is wrong with the token of an offer: buyers sign in the domain that the
	 * offer's extra names, so a wrong one makes every payment worthless.
	 * @param chain the offer's chain
	 * @param offer the offer
	 * @return one sentence, or empty when nothing is wrong, or the token doesn't tell
	 * @throws ChainException when the chain can't be asked
	 */
	public static Optional<String> problem(ChainClient chain, PaymentRequirements offer) {
		String subject = offer.asset() + " on " + offer.network().displayName();
		if (!chain.hasCode(offer.asset())) {
			return Optional.of(subject + ": there is no contract");
		}
		if (offer.extraText("name").isEmpty() || offer.extraText("version").isEmpty()) {
			return Optional.empty();
		}
		boolean wrong = new TokenContract(chain, offer.asset()).hasDomain(Eip712Domain.ofToken(offer))
			.filter(Boolean.FALSE::equals)
			.isPresent();
		return wrong ? Optional.of(subject + ": its EIP-712 domain isn't name '" + offer.extraText("name").orElse("")
				+ "', version '" + offer.extraText("version").orElse("") + "'") : Optional.empty();
	}

}
