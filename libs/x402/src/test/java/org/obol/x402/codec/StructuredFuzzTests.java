package org.obol.x402.codec;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.x402.X402Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Random messages of every kind, as they should be and then changed member by member.
 * Whatever comes in: a message that can be sent on and is read as the same, or a refusal
 * in one clear line. {@code -Dfuzz.seed} repeats a run, {@code -Dfuzz.rounds} makes it
 * longer.
 */
class StructuredFuzzTests {

	private static final long SEED = Long.getLong("fuzz.seed", 402);

	private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 1_500);

	private static final JsonMapper JSON = JsonMapper.shared();

	/** A decoder, what encodes its messages again, and a source of them. */
	record Form<T>(Function<RandomMessages, T> source, Function<T, byte[]> encoder, Function<byte[], T> decoder) {

		/** Encodes a fresh message, and expects it back. */
		byte[] fresh(RandomMessages random) {
			T message = this.source.apply(random);
			byte[] json = this.encoder.apply(message);
			assertThat(this.decoder.apply(json)).as(text(json)).isEqualTo(message);
			return json;
		}

		/** Reads what may be anything. */
		boolean survives(byte[] json) {
			T message;
			try {
				message = this.decoder.apply(json);
			}
			catch (MalformedMessageException ex) {
				assertThat(ex.getMessage()).as(text(json)).isNotBlank().hasSizeLessThan(200).doesNotContain("\n", MARK);
				return false;
			}
			byte[] again = this.encoder.apply(message);
			assertThat(this.decoder.apply(again)).as(text(json)).isEqualTo(message);
			return true;
		}

	}

	/** In what a mutation puts in, to be found in no refusal. */
	static final String MARK = "m4rk";

	static Stream<Arguments> forms() {
		return Stream.of(argumentSet("a payment in a header",
				new Form<>(RandomMessages::payment, (payment) -> plain(PaymentPayloadCodec.encodeHeader(payment)),
						(json) -> PaymentPayloadCodec.decodeHeader(header(json)))),
				argumentSet("a 402 in a header",
						new Form<>(RandomMessages::required,
								(required) -> plain(PaymentRequiredCodec.encodeHeader(required)),
								(json) -> PaymentRequiredCodec.decodeHeader(header(json)))),
				argumentSet("a 402 in a body",
						new Form<>(RandomMessages::required, PaymentRequiredCodec::encodeV2Body,
								PaymentRequiredCodec::decodeBody)),
				argumentSet("a receipt",
						new Form<>(RandomMessages::receipt,
								(receipt) -> plain(SettlementResponseCodec.encodeHeader(receipt, X402Version.V2)),
								(json) -> SettlementResponseCodec.decodeHeader(header(json)))),
				argumentSet("a facilitator's settlement",
						new Form<>(RandomMessages::receipt,
								(receipt) -> FacilitatorCodec.encode(receipt, X402Version.V2),
								FacilitatorCodec::decodeSettlementResponse)),
				argumentSet("a facilitator's verdict",
						new Form<>(RandomMessages::verdict, FacilitatorCodec::encode,
								FacilitatorCodec::decodeVerifyResponse)),
				argumentSet("what a facilitator supports",
						new Form<>(RandomMessages::supported, FacilitatorCodec::encode,
								FacilitatorCodec::decodeSupported)),
				argumentSet("a question to a facilitator",
						new Form<>(RandomMessages::question,
								(asked) -> FacilitatorCodec.encodeRequest(asked.payment(), asked.requirements()),
								FacilitatorCodec::decodeRequest)),
				argumentSet("a sign-in",
						new Form<>(RandomMessages::signIn, (signed) -> plain(SignInCodec.encodeHeader(signed)),
								(json) -> SignInCodec.decodeHeader(header(json)))));
	}

	@ParameterizedTest
	@MethodSource("forms")
	void whatIsSentIsRead(Form<?> form) {
		Random random = new Random(SEED);
		RandomMessages messages = new RandomMessages(random);
		for (int round = 0; round < ROUNDS / 10; round++) {
			form.fresh(messages);
		}
	}

	@ParameterizedTest
	@MethodSource("forms")
	void whatIsChangedIsReadOrRefusedInOneLine(Form<?> form) {
		Random random = new Random(SEED);
		RandomMessages messages = new RandomMessages(random);
		Mutations mutations = new Mutations(random);
		List<String> read = new ArrayList<>();
		assertTimeout(Duration.ofSeconds(60), () -> {
			for (int round = 0; round < ROUNDS; round++) {
				JsonNode tree = JSON.readTree(form.fresh(messages));
				byte[] changed = mutations.change(tree);
				if (form.survives(changed)) {
					read.add("");
				}
			}
		});
		// Neither everything nor nothing: else the changes are too small or too big.
		assertThat(read).as("read in spite of a change").hasSizeBetween(ROUNDS / 50, ROUNDS * 49 / 50);
	}

	@Test
	void textThatNoUtf8CanExpressIsRefused() {
		assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> SettlementResponseCodec
			.decodeHeader(header("{\"success\":true,\"network\":\"eip155:1\",\"extensions\":{\"x\":[{\"\\ud800\":1}]}}"
				.getBytes(StandardCharsets.UTF_8))));
		assertThat(SettlementResponseCodec
			.decodeHeader(header("{\"success\":true,\"network\":\"eip155:1\",\"extensions\":{\"x\":\"\\ud83d\\ude00\"}}"
				.getBytes(StandardCharsets.UTF_8)))
			.extensions()).containsEntry("x", "\ud83d\ude00");
	}

	/**
	 * Each is as long as its message may be, and the worst that its kind of badness can
	 * do.
	 */
	static Stream<Arguments> heavy() {
		return Stream.of(argumentSet("depth", lazily(() -> "{\"extensions\":" + "[".repeat(16_000))),
				argumentSet("an exponent", lazily(() -> "{\"x402Version\":1e999999999}")),
				argumentSet("a long number", lazily(() -> "{\"x402Version\":" + "9".repeat(16_000) + "}")),
				argumentSet("many members", lazily(() -> {
					StringBuilder text = new StringBuilder("{");
					for (int i = 0; i < 2_000; i++) {
						text.append(i > 0 ? "," : "").append("\"").append(i).append("\":1");
					}
					return text.append("}").toString();
				})), argumentSet("hex", lazily(() -> "{\"signature\":\"0x" + "a".repeat(15_000) + "\"}")),
				argumentSet("colliding names", lazily(() -> {
					StringBuilder text = new StringBuilder("{");
					for (int i = 0; i < 1_024; i++) {
						text.append(i > 0 ? "," : "").append('"');
						for (int bit = 0; bit < 10; bit++) {
							text.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
						}
						text.append("\":1");
					}
					return text.append("}").toString();
				})));
	}

	@ParameterizedTest
	@MethodSource("heavy")
	void heavyMessageCostsLittle(Supplier<String> message) {
		String header = header(message.get().getBytes(StandardCharsets.UTF_8));
		assertTimeout(Duration.ofSeconds(20), () -> {
			for (int i = 0; i < 100; i++) {
				assertThatExceptionOfType(MalformedMessageException.class)
					.isThrownBy(() -> PaymentPayloadCodec.decodeHeader(header));
			}
		});
	}

	private static Supplier<String> lazily(Supplier<String> message) {
		return message;
	}

	private static byte[] plain(String header) {
		return Base64.getDecoder().decode(header);
	}

	private static String header(byte[] json) {
		return Base64.getEncoder().encodeToString(json);
	}

	private static String text(byte[] json) {
		return "seed " + SEED + ": " + new String(json, StandardCharsets.UTF_8);
	}

}
