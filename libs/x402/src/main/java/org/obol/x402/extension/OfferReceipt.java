package org.obol.x402.extension;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.evm.CommitmentData;
import org.obol.x402.evm.EvmAccount;

/**
 * The extension {@code offer-receipt}: the seller signs what it asks for, and what was
 * paid, so that a buyer can prove both to others.
 */
public final class OfferReceipt {

	/** The extension's key. */
	public static final String KEY = "offer-receipt";

	private static final String VERSION = "version";

	private static final long FORM_VERSION = 1;

	private final EvmAccount account;

	private final Form form;

	private final CompactJws jws;

	/**
	 * A signer of offers and receipts in the form of EIP-712.
	 * @param account whose word it is
	 */
	public OfferReceipt(EvmAccount account) {
		this(account, Form.EIP712);
	}

	/**
	 * A signer of offers and receipts.
	 * @param account whose word it is
	 * @param form how it is signed
	 */
	public OfferReceipt(EvmAccount account, Form form) {
		this.account = account;
		this.form = form;
		this.jws = new CompactJws(account);
	}

	/** How a word is given. */
	public enum Form {

		/** As wallets sign; whoever verifies recovers the address. */
		EIP712,
		/** As the web signs; whoever verifies needs no EVM. */
		JWS

	}

	/**
	 * Whose word it is.
	 * @return the account's address
	 */
	public String signer() {
		return this.account.address();
	}

	/**
	 * Signs every way to pay of a 402.
	 * @param url the resource, as the 402 names it
	 * @param accepts the ways to pay, in the order of the 402
	 * @param validUntil how long the seller keeps its word
	 * @return what the 402 declares
	 */
	public Map<String, Object> offers(String url, List<PaymentRequirements> accepts, Instant validUntil) {
		List<Map<String, Object>> offers = new ArrayList<>();
		for (PaymentRequirements offer : accepts) {
			long until = validUntil.getEpochSecond();
			Map<String, Object> payload = JsonSchemas.members(VERSION, FORM_VERSION, "resourceUrl", url, "scheme",
					offer.scheme(), "network", offer.network().caip2(), "asset", offer.asset(), "payTo", offer.payTo(),
					"amount", offer.amount().toString(), "validUntil", until);
			Map<String, Object> signed = signed(payload, () -> CommitmentData.offer(url, offer, until));
			signed.put("acceptIndex", offers.size());
			offers.add(signed);
		}
		Map<String, Object> list = JsonSchemas.members("type", "array", "items", JsonSchemas.members("type", "object"));
		return JsonSchemas.declaration(JsonSchemas.members("offers", offers),
				JsonSchemas.ofInfo(JsonSchemas.members("offers", list), "offers"));
	}

	/**
	 * Signs that a resource was paid for and answered.
	 * @param url the resource, as the 402 named it
	 * @param network where it was paid, CAIP-2
	 * @param payer who paid
	 * @param transaction the transaction's hash; empty leaves it out
	 * @param issuedAt the time
	 * @return what goes with the settlement response
	 */
	public Map<String, Object> receipt(String url, String network, String payer, String transaction, Instant issuedAt) {
		long time = issuedAt.getEpochSecond();
		Map<String, Object> payload = JsonSchemas.members(VERSION, FORM_VERSION, "network", network, "resourceUrl", url,
				"payer", payer, "issuedAt", time, "transaction", transaction);
		Map<String, Object> receipt = signed(payload,
				() -> CommitmentData.receipt(network, url, payer, time, transaction));
		return JsonSchemas.declaration(JsonSchemas.members("receipt", receipt),
				JsonSchemas.ofInfo(JsonSchemas.members("receipt", JsonSchemas.members("type", "object")), "receipt"));
	}

	private Map<String, Object> signed(Map<String, Object> payload, Supplier<byte[]> digest) {
		return switch (this.form) {
			case EIP712 -> JsonSchemas.members("format", "eip712", "payload", payload, "signature",
					this.account.sign(digest.get()));
			case JWS -> {
				// Typed data has no absent members, this form does.
				payload.values().removeIf(""::equals);
				yield JsonSchemas.members("format", "jws", "signature", this.jws.sign(payload));
			}
		};
	}

}
