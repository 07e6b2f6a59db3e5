package org.obol.x402.chain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.generated.Bytes32;

/**
 * Accounts that are contracts and judge signatures themselves (EIP-1271), also before
 * they are deployed (ERC-6492).
 */
public final class SmartWallets {

	private static final String NOBODY = "0x0000000000000000000000000000000000000000";

	private static final String MAGIC = "1626ba7e";

	private static final BigInteger DEPLOYMENT_GAS = BigInteger.valueOf(5_000_000);

	/** Creation code of {@code src/main/solidity/DeployAndCall.sol}. */
	private static final String DEPLOY_AND_CALL = resource("deploy-and-call.hex");

	private SmartWallets() {
	}

	/**
	 * Whether a wallet accepts a signature.
	 * @param chain the wallet's chain
	 * @param wallet the wallet
	 * @param digest what was signed
	 * @param signature the signature, in whatever form the wallet knows, 0x and hex
	 * @return true when it does
	 * @throws ChainException when the chain can't be asked
	 */
	public static boolean accepts(ChainClient chain, String wallet, byte[] digest, String signature) {
		return isYes(chain.call(NOBODY, wallet, question(digest, signature)));
	}

	/**
	 * Whether a wallet accepts a signature, also one that does not exist yet, when the
	 * signature comes with the call that makes it exist (ERC-6492). Deploys nothing.
	 * @param chain the wallet's chain
	 * @param wallet the wallet
	 * @param digest what was signed
	 * @param signature the signature, wrapped or not, 0x and hex
	 * @return true when it does, or will
	 * @throws ChainException when the chain can't be asked
	 */
	public static boolean acceptsOnceDeployed(ChainClient chain, String wallet, byte[] digest, String signature) {
		CounterfactualSignature wrapped = CounterfactualSignature.unwrap(signature).orElse(null);
		String inner = (wrapped != null) ? wrapped.signature() : signature;
		if (chain.hasCode(wallet)) {
			return accepts(chain, wallet, digest, inner);
		}
		return wrapped != null && isYes(tryAfterDeployment(chain, wrapped.deployment(),
				new ContractCall(wallet, question(digest, inner)), DEPLOYMENT_GAS));
	}

	private static String question(byte[] digest, String signature) {
		byte[] bytes = HexFormat.of().parseHex(signature, 2, signature.length());
		return Abi.call("isValidSignature", new Bytes32(digest), new DynamicBytes(bytes));
	}

	private static boolean isYes(CallResult answer) {
		return Abi.word(answer).filter((word) -> word.startsWith(MAGIC)).isPresent();
	}

	/**
	 * Tries what a call would do once a wallet has been deployed, without deploying it.
	 * @param chain the chain
	 * @param deployment the call to the wallet's factory
	 * @param call what comes after it
	 * @param gas the most that both may take
	 * @return what the second one returns, when both go through
	 * @throws ChainException when the chain can't be asked
	 */
	public static CallResult tryAfterDeployment(ChainClient chain, ContractCall deployment, ContractCall call,
			BigInteger gas) {
		String arguments = Abi.arguments(Abi.address(deployment.to()), bytes(deployment.data()), Abi.address(call.to()),
				bytes(call.data()));
		return chain.create(NOBODY, "0x" + DEPLOY_AND_CALL + arguments, gas);
	}

	private static DynamicBytes bytes(String hex) {
		return new DynamicBytes(HexFormat.of().parseHex(hex, 2, hex.length()));
	}

	private static String resource(String name) {
		try (InputStream in = SmartWallets.class.getResourceAsStream(name)) {
			return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
