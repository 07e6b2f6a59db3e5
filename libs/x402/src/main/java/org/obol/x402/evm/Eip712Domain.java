package org.obol.x402.evm;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.obol.x402.PaymentRequirements;

/**
 * The contract that a signature is made for (EIP-712, EIP712Domain).
 *
 * @param name the domain's name; for a token not always its symbol or name
 * @param version the domain's version; absent in Permit2's domain
 * @param chainId the chain
 * @param verifyingContract the contract's address
 */
public record Eip712Domain(String name, @Nullable String version, long chainId, String verifyingContract) {

	private static final byte[] TYPE = hash(
			"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

	private static final byte[] TYPE_WITHOUT_VERSION = hash(
			"EIP712Domain(string name,uint256 chainId,address verifyingContract)");

	/**
	 * One entry per token for sale; the limit only matters for strangers' requirements.
	 */
	private static final int MAX_CACHED = 1024;

	private static final Map<Eip712Domain, byte[]> SEPARATORS = new ConcurrentHashMap<>();

	/**
	 * The domain of the token that is asked for.
	 * @param requirements an offer on an EVM chain whose {@code extra} has {@code name}
	 * and {@code version}
	 * @return the domain
	 * @throws IllegalArgumentException when {@code extra} lacks one of them
	 */
	public static Eip712Domain ofToken(PaymentRequirements requirements) {
		return new Eip712Domain(member(requirements, "name"), member(requirements, "version"),
				requirements.network().chainId(), requirements.asset());
	}

	/**
	 * The domain of the Permit2 contract.
	 * @param chainId the chain
	 * @return the domain
	 */
	public static Eip712Domain ofPermit2(long chainId) {
		return new Eip712Domain("Permit2", null, chainId, X402Contracts.PERMIT2);
	}

	/**
	 * The domain's hash; a token that knows EIP-712 tells the same from
	 * {@code DOMAIN_SEPARATOR()}.
	 * @return 32 bytes
	 */
	public byte[] separator() {
		if (SEPARATORS.size() > MAX_CACHED) {
			SEPARATORS.clear();
		}
		return SEPARATORS.computeIfAbsent(this, Eip712Domain::computeSeparator).clone();
	}

	private byte[] computeSeparator() {
		AbiWords words = new AbiWords(5);
		words.bytes32((this.version != null) ? TYPE : TYPE_WITHOUT_VERSION).bytes32(hash(this.name));
		if (this.version != null) {
			words.bytes32(hash(this.version));
		}
		return words.uint(this.chainId).address(this.verifyingContract).hash();
	}

	private static byte[] hash(String text) {
		return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String member(PaymentRequirements requirements, String name) {
		return requirements.extraText(name)
			.orElseThrow(() -> new IllegalArgumentException("extra." + name + " is missing"));
	}

}
