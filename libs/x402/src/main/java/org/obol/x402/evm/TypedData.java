package org.obol.x402.evm;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.obol.x402.Authorization;
import org.obol.x402.Permit2Authorization;

/**
 * The digests that payers sign (EIP-712): of EIP-3009 transfers, of Permit2 transfers
 * with the two x402 witnesses, and of EIP-2612 permits.
 */
public final class TypedData {

	private static final String TOKEN_PERMISSIONS_TYPE = "TokenPermissions(address token,uint256 amount)";

	private static final String PERMIT_TYPE_START = "PermitWitnessTransferFrom(TokenPermissions permitted,"
			+ "address spender,uint256 nonce,uint256 deadline,Witness witness)" + TOKEN_PERMISSIONS_TYPE;

	private static final String EXACT_WITNESS_TYPE = "Witness(address to,uint256 validAfter)";

	private static final String UPTO_WITNESS_TYPE = "Witness(address to,address facilitator,uint256 validAfter)";

	private static final byte[] TRANSFER = type("TransferWithAuthorization(address from,address to,uint256 value,"
			+ "uint256 validAfter,uint256 validBefore,bytes32 nonce)");

	private static final byte[] TOKEN_PERMISSIONS = type(TOKEN_PERMISSIONS_TYPE);

	private static final byte[] EXACT_WITNESS = type(EXACT_WITNESS_TYPE);

	private static final byte[] UPTO_WITNESS = type(UPTO_WITNESS_TYPE);

	private static final byte[] EXACT_PERMIT = type(PERMIT_TYPE_START + EXACT_WITNESS_TYPE);

	private static final byte[] UPTO_PERMIT = type(PERMIT_TYPE_START + UPTO_WITNESS_TYPE);

	private static final byte[] EIP2612_PERMIT = type(
			"Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

	private TypedData() {
	}

	/**
	 * What the payer of an EIP-3009 transfer signs.
	 * @param token the token's domain
	 * @param authorization the transfer
	 * @return 32 bytes
	 */
	public static byte[] digest(Eip712Domain token, Authorization authorization) {
		byte[] struct = new AbiWords(7).bytes32(TRANSFER)
			.address(authorization.from())
			.address(authorization.to())
			.uint(authorization.value().value())
			.uint(authorization.validAfter())
			.uint(authorization.validBefore())
			.bytes32(authorization.nonce())
			.hash();
		return digest(token, struct);
	}

	/**
	 * What the payer of an EIP-3009 transfer signs, as wallets and signers take it
	 * ({@code eth_signTypedData_v4}).
	 * @param token the token's domain, with a version
	 * @param authorization the transfer
	 * @return types, domain, primaryType and message
	 */
	public static Map<String, Object> message(Eip712Domain token, Authorization authorization) {
		Map<String, Object> domain = Map.of("name", token.name(), "version", String.valueOf(token.version()), "chainId",
				token.chainId(), "verifyingContract", token.verifyingContract());
		Map<String, Object> message = Map.of("from", authorization.from(), "to", authorization.to(), "value",
				authorization.value().toString(), "validAfter", authorization.validAfter().toString(), "validBefore",
				authorization.validBefore().toString(), "nonce", authorization.nonce());
		Map<String, Object> types = Map.of("EIP712Domain",
				List.of(field("name", "string"), field("version", "string"), field("chainId", "uint256"),
						field("verifyingContract", "address")),
				"TransferWithAuthorization",
				List.of(field("from", "address"), field("to", "address"), field("value", "uint256"),
						field("validAfter", "uint256"), field("validBefore", "uint256"), field("nonce", "bytes32")));
		return Map.of("types", types, "domain", domain, "primaryType", "TransferWithAuthorization", "message", message);
	}

	private static Map<String, Object> field(String name, String type) {
		return Map.of("name", name, "type", type);
	}

	/**
	 * What the payer of a Permit2 transfer signs. A witness that names a facilitator is
	 * that of {@code upto}, any other that of {@code exact}.
	 * @param permit2 the domain of the Permit2 contract
	 * @param authorization the transfer
	 * @return 32 bytes
	 */
	public static byte[] digest(Eip712Domain permit2, Permit2Authorization authorization) {
		boolean upto = authorization.witness().facilitator() != null;
		byte[] permitted = new AbiWords(3).bytes32(TOKEN_PERMISSIONS)
			.address(authorization.token())
			.uint(authorization.amount().value())
			.hash();
		byte[] struct = new AbiWords(6).bytes32(upto ? UPTO_PERMIT : EXACT_PERMIT)
			.bytes32(permitted)
			.address(authorization.spender())
			.uint(authorization.nonce())
			.uint(authorization.deadline())
			.bytes32(witness(authorization.witness()))
			.hash();
		return digest(permit2, struct);
	}

	/**
	 * What an owner signs to approve a spender without a transaction (EIP-2612).
	 * @param token the token's domain
	 * @param permit the approval
	 * @return 32 bytes
	 */
	public static byte[] digest(Eip712Domain token, Eip2612Permit permit) {
		byte[] struct = new AbiWords(6).bytes32(EIP2612_PERMIT)
			.address(permit.owner())
			.address(permit.spender())
			.uint(permit.value().value())
			.uint(permit.nonce())
			.uint(permit.deadline())
			.hash();
		return digest(token, struct);
	}

	private static byte[] witness(Permit2Authorization.Witness witness) {
		String facilitator = witness.facilitator();
		AbiWords words = new AbiWords(4);
		if (facilitator != null) {
			words.bytes32(UPTO_WITNESS).address(witness.to()).address(facilitator);
		}
		else {
			words.bytes32(EXACT_WITNESS).address(witness.to());
		}
		return words.uint(witness.validAfter()).hash();
	}

	private static byte[] digest(Eip712Domain domain, byte[] struct) {
		return digest(domain.separator(), struct);
	}

	static byte[] digest(byte[] separator, byte[] struct) {
		byte[] message = new byte[2 + 2 * Keccak.LENGTH];
		message[0] = 0x19;
		message[1] = 0x01;
		System.arraycopy(separator, 0, message, 2, Keccak.LENGTH);
		System.arraycopy(struct, 0, message, 2 + Keccak.LENGTH, Keccak.LENGTH);
		return Keccak.hash(message);
	}

	private static byte[] type(String encoded) {
		return Keccak.hash(encoded.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * An approval by signature (EIP-2612).
	 *
	 * @param owner whose tokens
	 * @param spender who may take them
	 * @param value how many, in atomic units
	 * @param nonce the owner's next permit nonce in the token
	 * @param deadline unix seconds
	 */
	public record Eip2612Permit(String owner, String spender, org.obol.x402.AtomicAmount value, BigInteger nonce,
			BigInteger deadline) {
	}

}
