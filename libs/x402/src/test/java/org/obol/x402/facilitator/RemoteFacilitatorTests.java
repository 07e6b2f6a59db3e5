package org.obol.x402.facilitator;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.x402.AtomicAmount;
import org.obol.x402.ErrorReason;
import org.obol.x402.Fixtures;
import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Supported;
import org.obol.x402.X402Version;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.obol.x402.facilitator.ScriptedFacilitator.Manner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class RemoteFacilitatorTests {

	private static final String PAYER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

	private static final String HASH = "0x" + "12".repeat(32);

	private static final String SETTLED = """
			{"success":true,"transaction":"%s","network":"eip155:84532","payer":"%s"}""".formatted(HASH, PAYER);

	private final PaymentPayload payment = PaymentPayloadCodec
		.decodeHeader(Fixtures.read("v2.json").get("paymentHeader").asString());

	private final PaymentRequired required = PaymentRequiredCodec
		.decodeHeader(Fixtures.read("v2.json").get("requiredHeader").asString());

	private final PaymentRequirements offer = this.required.accepts().getFirst();

	private final ScriptedFacilitator script = new ScriptedFacilitator();

	private RemoteFacilitator facilitator;

	@BeforeEach
	void connect() {
		this.facilitator = patient(Duration.ofSeconds(20));
	}

	private RemoteFacilitator patient(Duration timeout) {
		return new RemoteFacilitator(RemoteSettings.of(this.script.url())
			.withAuth((operation) -> Map.of("Authorization", "Bearer for-" + operation))
			.withTimeouts(timeout, timeout));
	}

	@AfterEach
	void disconnect() {
		this.facilitator.close();
		this.script.close();
	}

	@Test
	void asksInVersionTwoWithTheHeadersOfEachOperation() {
		this.script.answers(200, "{\"isValid\":true,\"payer\":\"" + PAYER + "\"}");
		assertThat(this.facilitator.verify(this.payment, this.offer)).isEqualTo(new Verification.Valid(PAYER));
		this.script.answers(200, SETTLED);
		assertThat(this.facilitator.settle(this.payment, this.offer))
			.isEqualTo(new Settlement.Settled(HASH, PAYER, null));
		assertThat(this.script.authorizations).containsExactly("Bearer for-VERIFY", "Bearer for-SETTLE");
		assertThat(this.script.requests.get(0)).startsWith("POST /base/verify {\"x402Version\":2,\"paymentPayload\":{");
		assertThat(this.script.requests.get(1)).startsWith("POST /base/settle ");
	}

	@Test
	void translatesVersionOnePaymentsBecauseTheSignatureIsTheSame() {
		this.script.answers(200, "{\"isValid\":true}");
		PaymentPayload v1 = PaymentPayload.v1("exact", this.offer.network(), this.payment.payload());
		assertThat(this.facilitator.verify(v1, this.offer)).isEqualTo(new Verification.Valid(PAYER));
		String question = this.script.requests.getFirst();
		var sent = Fixtures
			.json(question.substring(question.indexOf('{')).getBytes(java.nio.charset.StandardCharsets.UTF_8));
		assertThat(sent.get("paymentPayload").get("accepted")).isEqualTo(sent.get("paymentRequirements"));
		assertThat(sent.get("paymentPayload").get("payload"))
			.isEqualTo(Fixtures.read("v2.json").get("payment").get("payload"));
	}

	@Test
	void readsARefusalWhateverTheStatus() {
		for (int status : new int[] { 200, 400, 402, 500 }) {
			this.script.answers(status,
					"{\"isValid\":false,\"invalidReason\":\"some_new_code\",\"invalidMessage\":\"secret\"}");
			assertThat(this.facilitator.verify(this.payment, this.offer))
				.isEqualTo(new Verification.Invalid(new ErrorReason("some_new_code"), "secret", PAYER));
		}
	}

	static Stream<Arguments> noVerdicts() {
		return Stream.of(argumentSet("HTML", 200, "<html>"), argumentSet("an empty object", 200, "{}"),
				argumentSet("isValid as text", 200, "{\"isValid\":\"true\"}"),
				argumentSet("a yes in an error", 500, "{\"isValid\":true}"), argumentSet("nothing", 503, ""),
				argumentSet("too much", 200, "{\"isValid\":true,\"x\":\"" + "y".repeat(300_000) + "\"}"));
	}

	@ParameterizedTest
	@MethodSource("noVerdicts")
	void garbageIsNoVerdict(int status, String body) {
		this.script.answers(status, body);
		assertThat(this.facilitator.verify(this.payment, this.offer)).isInstanceOfSatisfying(
				Verification.Unavailable.class,
				(unavailable) -> assertThat(unavailable.reason()).isEqualTo(ErrorReason.FACILITATOR_ERROR));
	}

	static Stream<Arguments> settlements() {
		return Stream.of(argumentSet("a final no", 200, refusal("invalid_exact_evm_signature", ""), "Failed"),
				argumentSet("a final no with status 400", 400, refusal("insufficient_funds", ""), "Failed"),
				argumentSet("still pending", 200, refusal("settlement_pending", HASH), "Unknown"),
				argumentSet("nonce used, the money may be there", 200,
						refusal("invalid_exact_evm_nonce_already_used", ""), "Unknown"),
				argumentSet("an error after broadcast", 500, refusal("some_error", HASH), "Unknown"),
				argumentSet("no reason", 200, "{\"success\":false,\"transaction\":\"\",\"network\":\"base-sepolia\"}",
						"Unknown"),
				argumentSet("success without transaction", 200,
						"{\"success\":true,\"transaction\":\"\",\"network\":\"eip155:84532\"}", "Unknown"),
				argumentSet("success on another chain", 200, SETTLED.replace("84532", "1"), "Unknown"),
				argumentSet("success with status 500", 500, SETTLED, "Unknown"),
				argumentSet("success as text", 200, SETTLED.replace("true", "\"true\""), "Unknown"),
				argumentSet("a gateway's error page", 502, "<html>bad gateway", "Unknown"),
				argumentSet("refused at the door", 401, "unauthorized", "Failed"),
				argumentSet("too many requests", 429, "slow down", "Failed"),
				argumentSet("a success without more", 200, SETTLED, "Settled"));
	}

	@ParameterizedTest
	@MethodSource("settlements")
	void onlyAClearAnswerDecidesASettlement(int status, String body, String expected) {
		this.script.answers(status, body);
		assertThat(this.facilitator.settle(this.payment, this.offer).getClass().getSimpleName()).isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource(value = Manner.class, names = { "HANG", "DRIP", "HANG_UP" })
	void aSettlementWithoutAnAnswerIsUnknown(Manner manner) {
		this.script.answers(200, SETTLED.substring(0, 20)).behaves(manner);
		try (RemoteFacilitator hasty = patient(Duration.ofMillis(500))) {
			assertThat(hasty.settle(this.payment, this.offer)).isInstanceOfSatisfying(Settlement.Unknown.class,
					(unknown) -> assertThat(unknown.reason().isRetryable()).isTrue());
		}
	}

	@Test
	void aVerificationThatHangsEndsWithItsTimeout() {
		this.script.behaves(Manner.HANG);
		try (RemoteFacilitator hasty = patient(Duration.ofMillis(500))) {
			assertThat(hasty.verify(this.payment, this.offer)).isInstanceOfSatisfying(Verification.Unavailable.class,
					(unavailable) -> assertThat(unavailable.reason()).isEqualTo(ErrorReason.FACILITATOR_TIMEOUT));
		}
	}

	@Test
	void aFacilitatorThatIsNotThereHasSettledNothing() {
		this.script.close();
		assertThat(this.facilitator.settle(this.payment, this.offer)).isInstanceOfSatisfying(Settlement.Failed.class,
				(failed) -> assertThat(failed.reason()).isEqualTo(ErrorReason.FACILITATOR_UNREACHABLE));
		assertThatExceptionOfType(FacilitatorException.class).isThrownBy(this.facilitator::supported);
	}

	@Test
	void uptoMaySettleNothingWithoutATransaction() {
		this.script.answers(200,
				"{\"success\":true,\"transaction\":\"\",\"network\":\"eip155:84532\",\"amount\":\"0\"}");
		assertThat(this.facilitator.settle(this.payment, this.offer.withAmount(AtomicAmount.ZERO)))
			.isEqualTo(new Settlement.Settled("", PAYER, AtomicAmount.ZERO));
	}

	@Test
	void readsWhatItSupportsAndSkipsWhatWeHaveNoWordFor() {
		this.script.answers(200, """
				{"kinds":[{"x402Version":2,"scheme":"exact","network":"eip155:84532"},
				{"x402Version":1,"scheme":"exact","network":"base-sepolia","extra":{"a":[1]}},
				{"x402Version":2,"scheme":"exact","network":"??"},{"x402Version":9}],
				"extensions":["bazaar"],"signers":{"eip155:*":["0x01"]}}""");
		Supported supported = this.facilitator.supported();
		assertThat(supported.kinds()).hasSize(2);
		assertThat(supported.includes(X402Version.V2, "exact", Network.evm(84532))).isTrue();
		assertThat(supported.extensions()).containsExactly("bazaar");
		assertThat(supported.signers()).containsKey("eip155:*");
		assertThat(this.script.authorizations).containsExactly("Bearer for-SUPPORTED");
	}

	@Test
	void anAddressThatIsNotHttpIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RemoteSettings.of(URI.create("ftp://x")))
			.withMessage("facilitator url ftp://x must start with http:// or https://");
	}

	private static String refusal(String reason, String transaction) {
		return "{\"success\":false,\"errorReason\":\"" + reason + "\",\"transaction\":\"" + transaction
				+ "\",\"network\":\"eip155:84532\",\"payer\":\"" + PAYER + "\"}";
	}

}
