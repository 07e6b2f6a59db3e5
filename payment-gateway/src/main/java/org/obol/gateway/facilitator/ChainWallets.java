package org.obol.gateway.facilitator;

import org.obol.gateway.extension.WalletSignatures;
import org.obol.x402.Network;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.ChainException;
import org.obol.x402.chain.SmartWallets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks wallets on the configured chains. */
final class ChainWallets implements WalletSignatures {

	private static final Logger log = LoggerFactory.getLogger(ChainWallets.class);

	private final Chains chains;

	ChainWallets(Chains chains) {
		this.chains = chains;
	}

	@Override
	public boolean accept(Network network, String wallet, byte[] digest, String signature) {
		return this.chains.of(network).filter((chain) -> accept(chain, wallet, digest, signature)).isPresent();
	}

	private static boolean accept(ChainClient chain, String wallet, byte[] digest, String signature) {
		try {
			return SmartWallets.acceptsOnceDeployed(chain, wallet, digest, signature);
		}
		catch (ChainException ex) {
			log.warn("The wallet {} can't be asked: {}", wallet, ex.getMessage());
			return false;
		}
	}

}
