package org.obol.x402.facilitator;

import java.math.BigInteger;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.obol.x402.ErrorReason;
import org.obol.x402.chain.CallResult;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.ContractCall;

/**
 * One chain as its facilitator sees it.
 *
 * @param chain the chain
 * @param sender who sends the settlements
 * @param clock the time
 * @param walletFactories lower-cased addresses of factories whose wallets may be deployed
 * @param maxGas the most gas that a settlement may take
 * @param contracts lower-cased addresses that were seen to have code
 * @param signatures checks payers' signatures
 */
record ChainSide(ChainClient chain, String sender, Clock clock, Set<String> walletFactories, BigInteger maxGas,
		Set<String> contracts, CheckedSignatures signatures) {

	private static final int MAX_CONTRACTS = 10_000;

	ChainSide(ChainClient chain, String sender, Clock clock, Set<String> walletFactories, BigInteger maxGas) {
		this(chain, sender, clock, walletFactories, maxGas, ConcurrentHashMap.newKeySet(), new CheckedSignatures());
	}

	/** Contracts don't go away again, so a yes is remembered. */
	boolean isContract(String address) {
		String key = address.toLowerCase(Locale.ROOT);
		if (this.contracts.contains(key)) {
			return true;
		}
		boolean found = this.chain.hasCode(address);
		if (found && this.contracts.size() < MAX_CONTRACTS) {
			this.contracts.add(key);
		}
		return found;
	}

	Optional<Refusal> assetIsThere(String asset) {
		return isContract(asset) ? Optional.empty()
				: Optional.of(new Refusal(ErrorReason.ASSET_NOT_DEPLOYED, "no contract at " + asset));
	}

	CallResult simulate(ContractCall call) {
		return this.chain.call(this.sender, call.to(), call.data(), this.maxGas);
	}

}
