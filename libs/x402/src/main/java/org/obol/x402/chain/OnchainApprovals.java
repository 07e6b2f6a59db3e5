package org.obol.x402.chain;

import java.math.BigInteger;
import java.util.List;

import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.evm.Permit2Approvals;
import org.obol.x402.evm.X402Contracts;

/**
 * Asks the tokens themselves.
 */
public final class OnchainApprovals implements Permit2Approvals {

	private final List<ChainClient> chains;

	/**
	 * Approvals on some chains.
	 * @param chains where to ask
	 */
	public OnchainApprovals(List<ChainClient> chains) {
		this.chains = List.copyOf(chains);
	}

	@Override
	public AtomicAmount allowance(Network network, String token, String owner) {
		return contract(network, token).allowance(owner, X402Contracts.PERMIT2).orElse(AtomicAmount.ZERO);
	}

	@Override
	public BigInteger permitNonce(Network network, String token, String owner) {
		return contract(network, token).permitNonce(owner)
			.orElseThrow(() -> new IllegalArgumentException("token " + token + " takes no approvals by signature"));
	}

	private TokenContract contract(Network network, String token) {
		return this.chains.stream()
			.filter((chain) -> chain.network().equals(network))
			.findFirst()
			.map((chain) -> new TokenContract(chain, token))
			.orElseThrow(() -> new IllegalArgumentException("no RPC endpoint for " + network));
	}

}
