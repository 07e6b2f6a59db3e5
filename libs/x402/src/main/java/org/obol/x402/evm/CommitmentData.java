package org.obol.x402.evm;

import java.nio.charset.StandardCharsets;
import org.obol.x402.PaymentRequirements;

/**
 * The digests of what a seller commits to (extension {@code offer-receipt}, EIP-712).
 * Both domains have chain 1 and no contract, whatever chain is paid on: no contract ever
 * reads them.
 */
public final class CommitmentData {

	private static final long VERSION = 1;

	private static final byte[] DOMAIN = text("EIP712Domain(string name,string version,uint256 chainId)");

	private static final byte[] OFFER_DOMAIN = domain("x402 offer");

	private static final byte[] RECEIPT_DOMAIN = domain("x402 receipt");

	private static final byte[] OFFER = text("Offer(uint256 version,string resourceUrl,string scheme,string network,"
			+ "string asset,string payTo,string amount,uint256 validUntil)");

	private static final byte[] RECEIPT = text("Receipt(uint256 version,string network,string resourceUrl,string payer,"
			+ "uint256 issuedAt,string transaction)");

	private CommitmentData() {
	}

	/**
	 * What a seller signs to stand by a way to pay.
	 * @param url the resource
	 * @param offer the way to pay
	 * @param validUntil unix seconds; 0 for no end
	 * @return 32 bytes
	 */
	public static byte[] offer(String url, PaymentRequirements offer, long validUntil) {
		byte[] struct = new AbiWords(9).bytes32(OFFER)
			.uint(VERSION)
			.bytes32(text(url))
			.bytes32(text(offer.scheme()))
			.bytes32(text(offer.network().caip2()))
			.bytes32(text(offer.asset()))
			.bytes32(text(offer.payTo()))
			.bytes32(text(offer.amount().toString()))
			.uint(validUntil)
			.hash();
		return TypedData.digest(OFFER_DOMAIN, struct);
	}

	/**
	 * What a seller signs to confirm a payment.
	 * @param network where it was paid, CAIP-2
	 * @param url the resource
	 * @param payer who paid
	 * @param issuedAt unix seconds
	 * @param transaction the transaction's hash; may be empty
	 * @return 32 bytes
	 */
	public static byte[] receipt(String network, String url, String payer, long issuedAt, String transaction) {
		byte[] struct = new AbiWords(7).bytes32(RECEIPT)
			.uint(VERSION)
			.bytes32(text(network))
			.bytes32(text(url))
			.bytes32(text(payer))
			.uint(issuedAt)
			.bytes32(text(transaction))
			.hash();
		return TypedData.digest(RECEIPT_DOMAIN, struct);
	}

	private static byte[] domain(String name) {
		return new AbiWords(4).bytes32(DOMAIN).bytes32(text(name)).bytes32(text("1")).uint(1).hash();
	}

	private static byte[] text(String text) {
		return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
	}

}
