package org.obol.gateway.upstream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Random streams of events, as they should be and as nobody should send them: however the
 * network cuts them, the events and the verdict are the same, and nothing of theirs is
 * kept without end. {@code -Dfuzz.seed} repeats a run, {@code -Dfuzz.rounds} makes it
 * longer.
 */
class StreamFuzzTests {

	private static final long SEED = Long.getLong("fuzz.seed", 402);

	private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 2_000);

	/** A line may be this long, and so may what was held before it. */
	private static final int MOST_HELD = 3 << 20;

	private static final List<String> ENDS = List.of("\n", "\r\n", "\r");

	private static final List<String> FIELDS = List.of("data", "data:", "data: ", "data:  ", "event: ", "event:",
			"id: ", "retry: ", ": ", ":", "", "dat", "data :", "\ufeffdata: ", "data\0: ", "DATA: ");

	private static final List<String> VALUES = List.of("[DONE]", " [DONE]", "[DONE] ", "{}", "[]", "null", "1e999",
			"{\"choices\":[]}", "{\"choices\":{}}", "{\"choices\":[null]}", "{\"choices\":[{\"delta\":7}]}",
			"{\"error\":null}", "{\"error\":{\"message\":\"secret\"}}", "{\"hermes\":{}}", "{\"model\":{\"a\":1}}",
			"{\"choices\":[{\"delta\":{\"content\":\"\\ud83d\"}}]}", "{\"choices\":[{\"delta\":{\"tool_calls\":[1]}}]}",
			"{\"choices\":[{\"delta\":{\"content\":[1,2]}}],\"a\":1e999}", "{\"choices\":[{\"finish_reason\":7}]}",
			"{\"choices\":[{\"finish_reason\":\"error\"}]}", "{\"a\":" + "[".repeat(600),
			"{\"a\":" + "[".repeat(499) + "]".repeat(499) + "}", "{\"a\":" + "9".repeat(1_200) + "}",
			"{\"a\":\"" + "x".repeat(70_000) + "\"}", "\u26a0\ufe0f No reply: x", "(empty)", "hermes.tool.progress");

	static Stream<Arguments> runtimes() {
		return Stream.of(argumentSet("hermes", new HermesRules(), "quant"),
				argumentSet("a model server", new OpenAiRules(), ""));
	}

	@Test
	void eventsAreTheSameHoweverTheyAreCut() {
		Random random = new Random(SEED);
		for (int round = 0; round < ROUNDS; round++) {
			byte[] stream = stream(random);
			List<SseSplitter.Event> whole = new SseSplitter().feed(stream);
			for (List<byte[]> parts : List.of(cut(stream, random), oneByOne(stream))) {
				SseSplitter splitter = new SseSplitter();
				List<SseSplitter.Event> events = new ArrayList<>();
				parts.forEach((part) -> events.addAll(splitter.feed(part)));
				assertThat(events).as("round %s", round).isEqualTo(whole);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("runtimes")
	void verdictIsTheSameHoweverAStreamIsCut(ChatRules rules, String shownModel) {
		Random random = new Random(SEED);
		int complete = 0;
		for (int round = 0; round < ROUNDS; round++) {
			byte[] stream = stream(random);
			Judged whole = judge(rules, shownModel, List.of(stream));
			assertThat(judge(rules, shownModel, cut(stream, random))).as("round %s", round).isEqualTo(whole);
			assertThat(judge(rules, shownModel, oneByOne(stream))).as("round %s", round).isEqualTo(whole);
			assertThat(whole.complete && (whole.failed || !whole.content)).as("round %s", round).isFalse();
			assertThat(whole.passed).as("round %s", round).doesNotContain("secret", "hermes.tool.progress");
			complete += whole.complete ? 1 : 0;
		}
		assertThat(complete).as("streams that were answers").isGreaterThan(ROUNDS / 20);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "data: x", "data: x\n", "event: x", "event: x\ndata: y\n", ": x", ": x\n", "\n",
			"data:\n", "event: x\n", "id: x\r", "data: x\n\n" })
	void nothingIsKeptWithoutEnd(String again) {
		SseSplitter splitter = new SseSplitter();
		byte[] part = again.repeat(Math.max(1, 50_000 / again.length())).getBytes(StandardCharsets.UTF_8);
		try {
			for (long sent = 0; sent < 4L * MOST_HELD; sent += part.length) {
				splitter.feed(part);
				assertThat(held(splitter)).isLessThan(MOST_HELD);
			}
		}
		catch (UpstreamException ex) {
			assertThat(ex.kind()).isEqualTo(UpstreamException.Kind.TOO_LARGE);
		}
	}

	@Test
	void eventThatNeverEndsIsAnAttackHoweverItIsCut() {
		byte[] part = ("data: " + "x".repeat(60_000)).getBytes(StandardCharsets.UTF_8);
		ChatStream judge = new ChatStream(new HermesRules(), "quant", true);
		assertThatExceptionOfType(UpstreamException.class).isThrownBy(() -> {
			for (int i = 0; i < 40; i++) {
				assertThat(judge.take(part)).isEmpty();
			}
		});
		assertThat(judge.hasContent()).isFalse();
	}

	private static Judged judge(ChatRules rules, String shownModel, List<byte[]> parts) {
		ChatStream judge = new ChatStream(rules, shownModel, true);
		ByteArrayOutputStream passed = new ByteArrayOutputStream();
		parts.forEach((part) -> passed.writeBytes(judge.take(part)));
		judge.end();
		return new Judged(passed.toString(StandardCharsets.UTF_8), judge.hasContent(), judge.hasFailed(),
				judge.isComplete());
	}

	/** What came of a stream. */
	private record Judged(String passed, boolean content, boolean failed, boolean complete) {

	}

	/** Half of them begin as an answer does. */
	private static byte[] stream(Random random) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		String end = ENDS.get(random.nextInt(ENDS.size()));
		if (random.nextBoolean()) {
			out.writeBytes(text("event: hermes.tool.progress" + end + "data: {\"secret\":1}" + end + end));
			out.writeBytes(text(chunk("The ch\u00e4in \ud83d\udd17 is " + random.nextInt(), "", end)));
			out.writeBytes(text(chunk("", "stop", end) + "data: [DONE]" + end + end));
		}
		for (int i = random.nextInt(8); i > 0; i--) {
			out.writeBytes(piece(random));
		}
		return out.toByteArray();
	}

	private static byte[] piece(Random random) {
		String end = ENDS.get(random.nextInt(ENDS.size()));
		return switch (random.nextInt(8)) {
			case 0 -> text(end.repeat(1 + random.nextInt(3)));
			case 1 -> noise(random);
			case 2 -> text(chunk("part " + random.nextInt(), "", end));
			case 3 -> text(chunk(" ".repeat(random.nextInt(80)), random.nextBoolean() ? "stop" : "", end));
			default -> text(FIELDS.get(random.nextInt(FIELDS.size())) + VALUES.get(random.nextInt(VALUES.size())) + end
					+ (random.nextBoolean() ? end : ""));
		};
	}

	private static String chunk(String content, String reason, String end) {
		String finish = reason.isEmpty() ? "null" : "\"" + reason + "\"";
		return "data: {\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"" + content + "\"},\"finish_reason\":"
				+ finish + "}]}" + end + end;
	}

	/** Half characters among them. */
	private static byte[] noise(Random random) {
		byte[] bytes = new byte[random.nextInt(40)];
		random.nextBytes(bytes);
		return bytes;
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static List<byte[]> cut(byte[] stream, Random random) {
		List<byte[]> parts = new ArrayList<>();
		for (int from = 0; from < stream.length;) {
			int to = Math.min(stream.length, from + random.nextInt(50));
			parts.add(Arrays.copyOfRange(stream, from, to));
			from = to;
		}
		return parts;
	}

	private static List<byte[]> oneByOne(byte[] stream) {
		List<byte[]> parts = new ArrayList<>(stream.length);
		for (byte each : stream) {
			parts.add(new byte[] { each });
		}
		return parts;
	}

	private static int held(SseSplitter splitter) {
		return ((ByteArrayOutputStream) ReflectionTestUtils.getField(splitter, "line")).size()
				+ ((CharSequence) ReflectionTestUtils.getField(splitter, "data")).length()
				+ ((CharSequence) ReflectionTestUtils.getField(splitter, "name")).length();
	}

}
