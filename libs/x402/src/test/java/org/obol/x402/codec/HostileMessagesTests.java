package org.obol.x402.codec;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.x402.Fixtures;
import org.obol.x402.codec.MalformedMessageException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class HostileMessagesTests {

	private static final String V2 = Fixtures.read("v2.json").get("payment").toString();

	private static final String V1 = Fixtures.read("v1.json").get("payment").toString();

	static Stream<Arguments> broken() {
		return Stream.of(argumentSet("empty", "", Reason.NOT_JSON), argumentSet("no base64", "{}", Reason.NOT_BASE64),
				argumentSet("base64url", "_-_-", Reason.NOT_BASE64),
				argumentSet("a blank inside", header(V2).substring(0, 40) + " " + header(V2).substring(40),
						Reason.NOT_BASE64),
				argumentSet("two headers joined", header(V2) + ", " + header(V2), Reason.NOT_BASE64),
				argumentSet("too long", "A".repeat(16 * 1024 + 1), Reason.TOO_LONG),
				argumentSet("an array", header("[]"), Reason.NOT_JSON),
				argumentSet("a trailing token", header(V2 + "{}"), Reason.NOT_JSON),
				argumentSet("no UTF-8", Base64.getEncoder().encodeToString(new byte[] { '{', '"', (byte) 0xff, '"' }),
						Reason.NOT_JSON),
				argumentSet("too deep",
						header("{\"x402Version\":2,\"extensions\":" + "[".repeat(50) + "]".repeat(50) + "}"),
						Reason.NOT_JSON),
				argumentSet("a member twice",
						header(V2.replace("\"value\":\"10000\"", "\"value\":\"1\",\"value\":\"10000\"")),
						Reason.NOT_JSON),
				argumentSet("version 3", header(V2.replace("\"x402Version\":2", "\"x402Version\":3")),
						Reason.WRONG_VERSION),
				argumentSet("version as text", header(V2.replace("\"x402Version\":2", "\"x402Version\":\"2\"")),
						Reason.BAD_FIELD),
				argumentSet("no version", header("{}"), Reason.MISSING_FIELD),
				argumentSet("no payload", header("{\"x402Version\":1,\"scheme\":\"exact\",\"network\":\"base\"}"),
						Reason.MISSING_FIELD),
				argumentSet("value as a number", header(V1.replace("\"value\":\"10000\"", "\"value\":10000")),
						Reason.BAD_FIELD),
				argumentSet("value in hex", header(V1.replace("\"value\":\"10000\"", "\"value\":\"0x2710\"")),
						Reason.BAD_FIELD),
				argumentSet("a negative value", header(V1.replace("\"value\":\"10000\"", "\"value\":\"-1\"")),
						Reason.BAD_FIELD),
				argumentSet("a short nonce", header(V1.replaceAll("\"nonce\":\"0x..", "\"nonce\":\"0x")),
						Reason.BAD_FIELD),
				argumentSet("a v2 network in v1", header(V1.replace("base-sepolia", "eip155:84532")), Reason.BAD_FIELD),
				argumentSet("a v1 network in v2", header(V2.replace("eip155:84532", "base-sepolia")), Reason.BAD_FIELD),
				argumentSet("null where text belongs", header(V1.replace("\"scheme\":\"exact\"", "\"scheme\":null")),
						Reason.MISSING_FIELD));
	}

	@ParameterizedTest
	@MethodSource("broken")
	void brokenPaymentsAreRefusedWithAReason(String header, Reason reason) {
		assertThatExceptionOfType(MalformedMessageException.class)
			.isThrownBy(() -> PaymentPayloadCodec.decodeHeader(header))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	@Test
	void theRefusalNamesTheFieldAndRepeatsNothing() {
		assertThatExceptionOfType(MalformedMessageException.class)
			.isThrownBy(() -> PaymentPayloadCodec
				.decodeHeader(header(V1.replace("\"value\":\"10000\"", "\"value\":\"<script>\""))))
			.withMessage("payload.authorization.value must be a decimal string below 2^256");
	}

	@Test
	void missingPaddingIsAccepted() {
		assertThat(PaymentPayloadCodec.decodeHeader(header(V1).replace("=", ""))).isNotNull();
	}

	@Test
	void noBytesMakeADecoderFailInAnotherWay() {
		Random random = new Random(402);
		String[] seeds = { V1, V2, Fixtures.read("v2.json").get("required").toString(),
				Fixtures.read("v1.json").get("body").toString(), Fixtures.read("v2.json").get("settled").toString(),
				"{\"isValid\":true,\"payer\":\"0x\"}", "{\"kinds\":[{\"x402Version\":2}],\"signers\":{\"a\":[1]}}" };
		for (int i = 0; i < 5_000; i++) {
			byte[] mutant = mutate(seeds[i % seeds.length].getBytes(StandardCharsets.UTF_8), random);
			String encoded = Base64.getEncoder().encodeToString(mutant);
			survives(PaymentPayloadCodec::decodeHeader, encoded);
			survives(PaymentRequiredCodec::decodeHeader, encoded);
			survives(PaymentRequiredCodec::decodeBody, mutant);
			survives(SettlementResponseCodec::decodeHeader, encoded);
			survives(FacilitatorCodec::decodeVerifyResponse, mutant);
			survives(FacilitatorCodec::decodeSettlementResponse, mutant);
			survives(FacilitatorCodec::decodeSupported, mutant);
			survives(FacilitatorCodec::decodeRequest, mutant);
		}
	}

	private static <T> void survives(Consumer<T> decoder, T input) {
		try {
			decoder.accept(input);
		}
		catch (MalformedMessageException ex) {
			assertThat(ex.getMessage()).isNotBlank();
		}
	}

	private static byte[] mutate(byte[] seed, Random random) {
		String[] splices = { "null", "[]", "{}", "\"\"", "-1", "1e99", "true", ",", "\\u0000", "\"x402Version\":1," };
		byte[] mutant = seed.clone();
		for (int change = random.nextInt(4); change >= 0; change--) {
			int at = random.nextInt(mutant.length);
			if (random.nextBoolean()) {
				mutant[at] = (byte) random.nextInt(256);
			}
			else {
				byte[] splice = splices[random.nextInt(splices.length)].getBytes(StandardCharsets.UTF_8);
				int skip = Math.min(random.nextInt(12), mutant.length - at);
				byte[] longer = new byte[mutant.length - skip + splice.length];
				System.arraycopy(mutant, 0, longer, 0, at);
				System.arraycopy(splice, 0, longer, at, splice.length);
				System.arraycopy(mutant, at + skip, longer, at + splice.length, mutant.length - at - skip);
				mutant = longer;
			}
		}
		return mutant;
	}

	private static String header(String json) {
		return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

}
