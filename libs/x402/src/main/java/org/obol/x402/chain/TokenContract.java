package org.obol.x402.chain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

import org.obol.x402.AtomicAmount;
import org.obol.x402.Authorization;
import org.obol.x402.evm.Eip712Domain;

/**
 * A token on a chain (ERC-20 with EIP-3009 and EIP-2612, where it has them). An empty
 * answer means that the contract doesn't have the function.
 */
public final class TokenContract {

	private static final String NOBODY = "0x0000000000000000000000000000000000000000";

	private static final String TRANSFER = "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,";

	private static final String TRANSFER_WITH_VRS = Abi.selector(TRANSFER + "uint8,bytes32,bytes32)");

	private static final String TRANSFER_WITH_BYTES = Abi.selector(TRANSFER + "bytes)");

	private static final int SIGNATURE_BYTES = 65;

	/** In the hex, before the last byte. */
	private static final int RS_END = 130;

	private static final int V_OFFSET = 27;

	private final ChainClient chain;

	private final String address;

	/**
	 * A token.
	 * @param chain where it lives
	 * @param address its contract
	 */
	public TokenContract(ChainClient chain, String address) {
		this.chain = chain;
		this.address = address;
	}

	/**
	 * What an account has.
	 * @param owner the account
	 * @return atomic units
	 */
	public Optional<AtomicAmount> balanceOf(String owner) {
		return Abi.number(ask(Abi.call("balanceOf", Abi.address(owner)))).map(AtomicAmount::new);
	}

	/**
	 * What a spender may take from an owner.
	 * @param owner whose tokens
	 * @param spender who may take them
	 * @return atomic units
	 */
	public Optional<AtomicAmount> allowance(String owner, String spender) {
		return Abi.number(ask(Abi.call("allowance", Abi.address(owner), Abi.address(spender)))).map(AtomicAmount::new);
	}

	/**
	 * Whether an EIP-3009 authorization was used or cancelled.
	 * @param payer who signed it
	 * @param nonce its nonce
	 * @return true when it can't be used any more; empty for a token without EIP-3009
	 */
	public Optional<Boolean> isAuthorizationUsed(String payer, String nonce) {
		return Abi.number(ask(Abi.call("authorizationState", Abi.address(payer), Abi.bytes32(nonce))))
			.map((state) -> state.signum() != 0);
	}

	/**
	 * An owner's next EIP-2612 permit nonce.
	 * @param owner the account
	 * @return the nonce; empty for a token without EIP-2612
	 */
	public Optional<BigInteger> permitNonce(String owner) {
		return Abi.number(ask(Abi.call("nonces", Abi.address(owner))));
	}

	/**
	 * The token's name.
	 * @return the name
	 */
	public Optional<String> name() {
		return Abi.text(ask(Abi.call("name")));
	}

	/**
	 * The version in the token's EIP-712 domain, where it tells.
	 * @return the version
	 */
	public Optional<String> version() {
		return Abi.text(ask(Abi.call("version")));
	}

	/**
	 * How many decimals the token has.
	 * @return the number
	 */
	public Optional<Integer> decimals() {
		return Abi.number(ask(Abi.call("decimals")))
			.filter((value) -> value.bitLength() <= 8)
			.map(BigInteger::intValue);
	}

	/**
	 * Whether signatures for a domain are signatures for this token.
	 * @param domain the domain that buyers are told
	 * @return true when the token's {@code DOMAIN_SEPARATOR()} is that domain's; empty
	 * when it doesn't tell
	 */
	public Optional<Boolean> hasDomain(Eip712Domain domain) {
		return Abi.word(ask(Abi.call("DOMAIN_SEPARATOR")))
			.map((word) -> Arrays.equals(HexFormat.of().parseHex(word), domain.separator()));
	}

	/**
	 * The call that moves an authorized transfer: the form with v, r and s for 65 bytes
	 * of signature, else the form with bytes that smart wallets need.
	 * @param authorization what was signed
	 * @param signature 0x and hex
	 * @return the call
	 */
	public ContractCall transfer(Authorization authorization, String signature) {
		return new ContractCall(this.address, transferData(authorization, signature));
	}

	private static String transferData(Authorization authorization, String signature) {
		byte[] bytes = HexFormat.of().parseHex(signature, 2, signature.length());
		String words = Abi.word(authorization.from()) + Abi.word(authorization.to())
				+ Abi.word(authorization.value().value()) + Abi.word(authorization.validAfter())
				+ Abi.word(authorization.validBefore()) + Abi.word32(authorization.nonce());
		if (bytes.length != SIGNATURE_BYTES) {
			return Abi.callWithBytes(TRANSFER_WITH_BYTES, words, signature);
		}
		int v = bytes[SIGNATURE_BYTES - 1] & 0xff;
		return TRANSFER_WITH_VRS + words + Abi.word((v < V_OFFSET) ? v + V_OFFSET : v) + signature.substring(2, RS_END);
	}

	private CallResult ask(String data) {
		return this.chain.call(NOBODY, this.address, data);
	}

}
