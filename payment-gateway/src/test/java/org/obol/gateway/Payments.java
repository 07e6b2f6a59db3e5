package org.obol.gateway;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Authorization;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SchemePayload;
import org.obol.x402.X402Version;
import org.obol.x402.codec.PaymentPayloadCodec;

/** Builds payments as buyers send them. The fakes do not check signatures. */
public final class Payments {

	public static final String BUYER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

	/** A little longer than offers ask for. */
	private static final int VALID = 310;

	private static final SecureRandom RANDOM = new SecureRandom();

	private Payments() {
	}

	public static String nonce() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return "0x" + HexFormat.of().formatHex(bytes);
	}

	/** A payment with a name for the purchase. */
	public static String named(PaymentRequirements offer, Object identifier) {
		Authorization authorization = new Authorization(BUYER, offer.payTo(), offer.amount(), BigInteger.ZERO,
				BigInteger.valueOf(Instant.now().plusSeconds(VALID).getEpochSecond()), nonce());
		return PaymentPayloadCodec
			.encodeHeader(PaymentPayload.v2(offer, new SchemePayload.Eip3009("0x" + "11".repeat(65), authorization),
					null, Map.of("payment-identifier", Map.of("info", Map.of("required", false, "id", identifier)))));
	}

	public static String header(PaymentRequirements offer) {
		return header(offer, X402Version.V2, nonce(), Instant.now().plusSeconds(VALID));
	}

	public static String header(PaymentRequirements offer, X402Version version, String nonce, Instant validBefore) {
		return header(offer, version, nonce, validBefore, offer.amount(), offer.payTo());
	}

	public static String header(PaymentRequirements offer, X402Version version, String nonce, Instant validBefore,
			AtomicAmount value, String payTo) {
		Authorization authorization = new Authorization(BUYER, payTo, value, BigInteger.ZERO,
				BigInteger.valueOf(validBefore.getEpochSecond()), nonce);
		SchemePayload payload = new SchemePayload.Eip3009("0x" + "11".repeat(65), authorization);
		PaymentPayload payment = switch (version) {
			case V1 -> PaymentPayload.v1(offer.scheme(), offer.network(), payload);
			case V2 -> PaymentPayload.v2(offer, payload, null, Map.of());
		};
		return PaymentPayloadCodec.encodeHeader(payment);
	}

}
