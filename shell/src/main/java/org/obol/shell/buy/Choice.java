package org.obol.shell.buy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.shell.grammar.RefusedException;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Token;
import org.obol.x402.TokenRegistry;

/**
 * The way to pay that a buyer takes.
 *
 * @param offer the requirement
 * @param token the token that is meant
 * @param balance what the payer has before; null if no chain could be asked
 */
record Choice(PaymentRequirements offer, Token token, @Nullable AtomicAmount balance) {

	/**
	 * Takes the first way that the wallet can pay.
	 * @param required the 402
	 * @param wish what the buyer narrowed it down to
	 * @param purse who pays
	 * @throws RefusedException with the reason if there is none
	 */
	static Choice of(PaymentRequired required, Wish wish, Purse purse) {
		List<PaymentRequirements> payable = required.accepts()
			.stream()
			.filter(purse::knows)
			.filter((offer) -> TokenRegistry.standard().byAddress(offer.network(), offer.asset()).isPresent())
			.toList();
		if (payable.isEmpty()) {
			throw new RefusedException(
					"None of the seller's ways to pay is one obol knows: " + describe(required.accepts()));
		}
		List<PaymentRequirements> wanted = payable.stream().filter(wish::fits).toList();
		if (wanted.isEmpty()) {
			throw new RefusedException("No way to pay fits " + wish + "; the seller takes " + describe(payable));
		}
		List<String> obstacles = new ArrayList<>();
		for (PaymentRequirements offer : wanted) {
			Token token = token(offer);
			Choice choice = new Choice(offer, token, purse.balance(token).orElse(null));
			Optional<String> obstacle = choice.shortage(purse.address())
				.or(() -> purse.obstacle(required, offer, token));
			if (obstacle.isEmpty()) {
				return choice;
			}
			obstacles.add(obstacle.get());
		}
		throw new RefusedException(String.join("; ", obstacles));
	}

	private Optional<String> shortage(String payer) {
		if (this.balance == null || this.balance.compareTo(this.offer.amount()) >= 0) {
			return Optional.empty();
		}
		return Optional.of("Not enough balance: the price is " + price() + " and " + payer + " has "
				+ decimal(this.balance) + " " + this.token.symbol() + " on " + this.token.network().displayName()
				+ "; on a dev chain `obol wallet fund` gives play money");
	}

	/** Refuses a price above the limit. */
	void requireWithin(BigDecimal limit) {
		BigDecimal price = this.token.toDecimal(this.offer.amount());
		if (price.compareTo(limit) > 0) {
			throw new RefusedException("The price is " + price() + ", more than the limit of " + limit.toPlainString()
					+ "; allow it with --max-price " + price.toPlainString() + ", or any price with -y");
		}
	}

	String price() {
		String most = PaymentRequirements.UPTO.equals(this.offer.scheme()) ? "up to " : "";
		return most + sum(this.offer.amount());
	}

	String sum(AtomicAmount amount) {
		return decimal(amount) + " " + this.token.symbol() + " on " + this.token.network().displayName();
	}

	String decimal(AtomicAmount amount) {
		return this.token.toDecimal(amount).toPlainString();
	}

	private static Token token(PaymentRequirements offer) {
		return TokenRegistry.standard().byAddress(offer.network(), offer.asset()).orElseThrow();
	}

	private static String describe(List<PaymentRequirements> offers) {
		return String.join(", or ", offers.stream().map((offer) -> {
			String name = offer.network().displayName();
			return TokenRegistry.standard()
				.byAddress(offer.network(), offer.asset())
				.map((token) -> token.toDecimal(offer.amount()).toPlainString() + " " + token.symbol() + " on " + name)
				.orElse(offer.scheme() + " of " + offer.amount().value() + " atomic units of " + offer.asset() + " on "
						+ name);
		}).toList());
	}

	/**
	 * What a buyer narrowed the ways to pay down to.
	 *
	 * @param token the token's symbol, or null for any
	 * @param network the chain, or null for any
	 */
	record Wish(@Nullable String token, @Nullable Network network) {

		boolean fits(PaymentRequirements offer) {
			return (this.token == null || Choice.token(offer).symbol().equalsIgnoreCase(this.token))
					&& (this.network == null || this.network.equals(offer.network()));
		}

		@Override
		public String toString() {
			String what = (this.token != null) ? "--token " + this.token : "";
			String where = (this.network != null) ? " --network " + this.network.displayName() : "";
			return (what + where).strip();
		}

	}

}
