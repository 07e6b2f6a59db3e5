package org.obol.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.gateway.FakeUpstream;

/** The outcomes of Hermes 0.19 as they were seen, whole and as streams. */
class ChatAnswersTests {

	private final ChatAnswers hermes = new ChatAnswers(new HermesRules(), "quant");

	private final ChatAnswers openAi = new ChatAnswers(new OpenAiRules(), "");

	@Test
	void answerIsGoodAndShowsNoModel() {
		assertThat(judge(this.hermes, 200, FakeUpstream.completion("Hello", "stop", ""))).isInstanceOfSatisfying(
				AnswerJudge.Judgement.Good.class,
				(good) -> assertThat(new String(good.body(), StandardCharsets.UTF_8)).contains("Hello")
					.contains("\"model\":\"quant\"")
					.doesNotContain("secret-model"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", " ", "(empty)", "\u26a0\ufe0f No reply: the model returned empty content after retries",
					"Some text. \u26a0\ufe0f No reply: the maximum tool-iteration limit" })
	void textThatStandsForNoAnswerIsNotCharged(String content) {
		assertThat(judge(this.hermes, 200, FakeUpstream.completion(content, "stop", "")))
			.isEqualTo(new AnswerJudge.Judgement.Bad(502, "upstream_empty"));
	}

	@Test
	void failureFlagIsNotCharged() {
		var bad = new AnswerJudge.Judgement.Bad(502, "upstream_failed");
		assertThat(judge(this.hermes, 200, FakeUpstream.completion("API call failed", "error", ""))).isEqualTo(bad);
		assertThat(judge(this.hermes, 200, FakeUpstream.completion("cut", "length", ""))).isEqualTo(bad);
		assertThat(judge(this.hermes, 200, FakeUpstream.completion("x", "stop", ",\"hermes\":{\"failed\":true}")))
			.isEqualTo(bad);
		assertThat(this.hermes.judge(200, Map.of("x-hermes-completed", List.of("false")),
				FakeUpstream.completion("x", "stop", "").getBytes(StandardCharsets.UTF_8)))
			.isEqualTo(bad);
		assertThat(judge(this.hermes, 200, "not json")).isEqualTo(bad);
		assertThat(judge(this.hermes, 200, "[]")).isEqualTo(bad);
	}

	@Test
	void statusOfTheServiceIsNotAlwaysTold() {
		assertThat(judge(this.openAi, 401, "{}")).isEqualTo(new AnswerJudge.Judgement.Bad(502, "upstream_failed"));
		assertThat(judge(this.openAi, 429, "{}")).isEqualTo(new AnswerJudge.Judgement.Bad(503, "upstream_busy"));
		assertThat(judge(this.openAi, 404, "{}")).isEqualTo(new AnswerJudge.Judgement.Bad(404, "upstream_refused"));
		assertThat(judge(this.openAi, 503, "{}")).isEqualTo(new AnswerJudge.Judgement.Bad(502, "upstream_failed"));
	}

	@Test
	void modelServerMayStopForLength() {
		assertThat(judge(this.openAi, 200, FakeUpstream.completion("cut", "length", "")))
			.isInstanceOf(AnswerJudge.Judgement.Good.class);
	}

	@Test
	void streamHasContentOnlyWhenItCanBeNothingElse() {
		StreamJudge stream = this.hermes.stream(200);
		take(stream, FakeUpstream.chunk("", ""));
		assertThat(stream.hasContent()).isFalse();
		take(stream, FakeUpstream.chunk("\u26a0\ufe0f No", ""));
		assertThat(stream.hasContent()).isFalse();
		take(stream, FakeUpstream.chunk(" reply: empty", ""));
		take(stream, FakeUpstream.chunk("", "stop"));
		assertThat(stream.hasContent()).isFalse();
		assertThat(stream.hasFailed()).isTrue();
	}

	@Test
	void streamOfOneByteAtATimeIsReadTheSame() {
		StreamJudge stream = this.hermes.stream(200);
		StringBuilder passed = new StringBuilder();
		String all = ": keepalive\r\n\r\nevent: hermes.tool.progress\ndata: {\"tool\":\"secret\"}\n\n"
				+ FakeUpstream.chunk("Hello", "") + FakeUpstream.chunk("", "stop") + "data: [DONE]\n\n";
		for (byte next : all.getBytes(StandardCharsets.UTF_8)) {
			passed.append(new String(stream.take(new byte[] { next }), StandardCharsets.UTF_8));
		}
		assertThat(stream.isComplete()).isTrue();
		assertThat(passed).contains("Hello").contains("[DONE]").doesNotContain("secret").doesNotContain("hermes");
	}

	@Test
	void streamThatEndsInAnErrorShowsNothingOfIt() {
		StreamJudge stream = this.hermes.stream(200);
		take(stream, FakeUpstream.chunk("Hello", ""));
		String passed = take(stream, "data: {\"error\":{\"message\":\"HTTP 500 at 10.0.0.3\"},\"choices\":[]}\n\n");
		assertThat(passed).isEmpty();
		assertThat(stream.hasFailed()).isTrue();
		assertThat(stream.isComplete()).isFalse();
	}

	@Test
	void shortAnswerIsAnAnswer() {
		StreamJudge stream = this.openAi.stream(200);
		take(stream, FakeUpstream.chunk("4", ""));
		assertThat(stream.hasContent()).isTrue();
	}

	private static AnswerJudge.Judgement judge(ChatAnswers judge, int status, String body) {
		return judge.judge(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
	}

	private static String take(StreamJudge stream, String text) {
		return new String(stream.take(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
	}

}
