package org.obol.x402.chain;

import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.generated.Bytes32;

/**
 * Accounts that are contracts and judge signatures themselves (EIP-1271).
 */
public final class SmartWallets {

	private static final String NOBODY = "0x0000000000000000000000000000000000000000";

	private static final String MAGIC = "1626ba7e";

	private SmartWallets() {
	}

	/**
	 * Whether a wallet accepts a signature.
	 * @param chain the wallet's chain
	 * @param wallet the wallet
	 * @param digest what was signed
	 * @param signature the signature, in whatever form the wallet knows
	 * @return true when it does
	 * @throws ChainException when the chain can't be asked
	 */
	public static boolean accepts(ChainClient chain, String wallet, byte[] digest, byte[] signature) {
		String data = Abi.call("isValidSignature", new Bytes32(digest), new DynamicBytes(signature));
		return Abi.word(chain.call(NOBODY, wallet, data)).filter((word) -> word.startsWith(MAGIC)).isPresent();
	}

}
