package org.obol.x402.evm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.obol.x402.Fixtures;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SchemePayload;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.codec.PaymentRequiredCodec;
import tools.jackson.databind.JsonNode;

/**
 * How long the pieces of a paid request take, in microseconds of CPU, single-threaded:
 * median of five rounds of half a second, after a warm-up. Run it as the README says.
 */
public final class SignatureBenchmark {

	private static final long ROUND = 500_000_000L;

	private static final int ROUNDS = 5;

	private static final int BATCH = 64;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static volatile Object sink;

	private SignatureBenchmark() {
	}

	public static void main(String[] arguments) {
		JsonNode fixture = Fixtures.read("v2.json");
		String header = fixture.get("paymentHeader").asString();
		var required = PaymentRequiredCodec.decodeHeader(fixture.get("requiredHeader").asString());
		PaymentPayload payment = PaymentPayloadCodec.decodeHeader(header);
		PaymentRequirements offer = payment.accepted();
		SchemePayload.Eip3009 signed = (SchemePayload.Eip3009) payment.payload();
		byte[] digest = TypedData.digest(Eip712Domain.ofToken(offer), signed.authorization());
		EcdsaSignature signature = EcdsaSignature.parse(signed.signature()).orElseThrow();
		byte[] key = HexFormat.of().parseHex(fixture.get("key").asString().substring(2));
		Map<String, Supplier<Object>> pieces = new TreeMap<>();
		Secp256k1 fast = new NativeSecp256k1();
		Secp256k1 pure = new JavaSecp256k1();
		pieces.put("recover, native", () -> fast.recover(digest, signature));
		pieces.put("recover, pure Java", () -> pure.recover(digest, signature));
		byte[] publicKey = fast.publicKey(key);
		pieces.put("sign, native", () -> fast.sign(digest, key, publicKey));
		pieces.put("sign, pure Java", () -> pure.sign(digest, key, publicKey));
		pieces.put("digest of EIP-3009", () -> TypedData.digest(Eip712Domain.ofToken(offer), signed.authorization()));
		pieces.put("check a signature, digest included",
				() -> Signatures.isBy(TypedData.digest(Eip712Domain.ofToken(offer), signed.authorization()),
						signed.signature(), signed.authorization().from()));
		pieces.put("decode PAYMENT-SIGNATURE", () -> PaymentPayloadCodec.decodeHeader(header));
		pieces.put("encode PAYMENT-REQUIRED", () -> PaymentRequiredCodec.encodeHeader(required));
		pieces.forEach((name, piece) -> System.out.printf("%-36s %8.2f us%n", name, measure(piece)));
	}

	private static double measure(Supplier<Object> piece) {
		round(piece);
		round(piece);
		double[] rounds = new double[ROUNDS];
		Arrays.setAll(rounds, (ignored) -> round(piece));
		Arrays.sort(rounds);
		return rounds[ROUNDS / 2];
	}

	/** CPU time and not wall time, so that a busy machine doesn't show. */
	private static double round(Supplier<Object> piece) {
		long start = THREADS.getCurrentThreadCpuTime();
		long count = 0;
		long now = start;
		while (now < start + ROUND) {
			for (int i = 0; i < BATCH; i++) {
				sink = piece.get();
			}
			count += BATCH;
			now = THREADS.getCurrentThreadCpuTime();
		}
		return (now - start) / 1000.0 / count;
	}

}
