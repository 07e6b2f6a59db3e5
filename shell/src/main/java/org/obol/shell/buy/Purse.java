package org.obol.shell.buy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.shell.chain.Chain;
import org.obol.shell.grammar.RefusedException;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Token;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.GasSponsoring;
import org.obol.x402.evm.PaymentSigner;
import org.obol.x402.evm.Permit2Approvals;
import org.obol.x402.evm.X402Contracts;

/** A payer's account, and what the chain lets it pay with. */
final class Purse implements Permit2Approvals {

	private static final String ALLOWANCE = "0xdd62ed3e";

	private static final String NONCES = "0x7ecebe00";

	private static final int WORD = 66;

	private final EvmAccount payer;

	private final @Nullable Chain chain;

	private final PaymentSigner signer;

	private @Nullable Network here;

	/**
	 * A purse.
	 * @param payer who pays
	 * @param chain where to look for balances and approvals; null if none is known
	 * @param clock the time
	 * @param random where nonces come from
	 */
	Purse(EvmAccount payer, @Nullable Chain chain, Clock clock, SecureRandom random) {
		this.payer = payer;
		this.chain = chain;
		this.signer = new PaymentSigner(payer, clock, random).withPermit2(this);
	}

	String address() {
		return this.payer.address();
	}

	/** What it has of a token; empty if the token's chain can't be asked. */
	Optional<AtomicAmount> balance(Token token) {
		return at(token.network()).flatMap((found) -> found.balance(token, address()));
	}

	/** Whether it knows how to sign for an offer at all. */
	boolean knows(PaymentRequirements offer) {
		return this.signer.canSign(offer);
	}

	/** Why it can't pay an offer that it knows how to sign for, besides the balance. */
	Optional<String> obstacle(PaymentRequired required, PaymentRequirements offer, Token token) {
		if (PaymentSigner.canPay(offer)) {
			return Optional.empty();
		}
		String way = token.symbol() + " is paid through Permit2 on " + offer.network().displayName();
		if (at(offer.network()).isEmpty()) {
			return Optional
				.of(way + ", and obol has to ask that chain before it signs; name an endpoint with --rpc-url");
		}
		if (allowance(offer.network(), offer.asset(), address()).compareTo(offer.amount()) >= 0) {
			return Optional.empty();
		}
		if (!required.extensions().containsKey(GasSponsoring.KEY)) {
			return Optional.of(way + ", which this wallet has not approved, and the seller does not bring approvals; "
					+ "approve " + X402Contracts.PERMIT2 + " for " + offer.asset() + " once, with a transaction");
		}
		return takesPermits(offer) ? Optional.empty()
				: Optional.of(way
						+ ", which this wallet has not approved, and the token takes no approval by signature; approve "
						+ X402Contracts.PERMIT2 + " for " + offer.asset() + " once, with a transaction");
	}

	PaymentPayload sign(PaymentRequired required, PaymentRequirements offer) {
		try {
			return this.signer.sign(required, offer);
		}
		catch (IllegalArgumentException ex) {
			throw new RefusedException("The payment can't be signed: " + ex.getMessage(), ex);
		}
	}

	@Override
	public AtomicAmount allowance(Network network, String token, String owner) {
		return word(network, token, ALLOWANCE + Chain.word(owner) + Chain.word(X402Contracts.PERMIT2))
			.map(AtomicAmount::new)
			.orElse(AtomicAmount.ZERO);
	}

	@Override
	public BigInteger permitNonce(Network network, String token, String owner) {
		return word(network, token, NONCES + Chain.word(owner))
			.orElseThrow(() -> new IllegalArgumentException("token " + token + " takes no approvals by signature"));
	}

	private boolean takesPermits(PaymentRequirements offer) {
		return word(offer.network(), offer.asset(), NONCES + Chain.word(address())).isPresent();
	}

	private Optional<BigInteger> word(Network network, String token, String data) {
		Chain found = at(network).orElseThrow(() -> new IllegalArgumentException("no RPC endpoint for " + network));
		try {
			return Optional.of(found.call(token, data))
				.filter((result) -> result.length() == WORD)
				.map((result) -> new BigInteger(result.substring(2), 16));
		}
		catch (RefusedException ex) {
			// A token without that function reverts.
			return Optional.empty();
		}
	}

	private Optional<Chain> at(Network network) {
		if (this.chain != null && this.here == null) {
			this.here = this.chain.network();
		}
		return network.equals(this.here) ? Optional.ofNullable(this.chain) : Optional.empty();
	}

}
