package org.obol.gateway.upstream;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChatUsageTests {

	private static final String ASKED = "{\"messages\":[{\"role\":\"user\",\"content\":\"eight by\"}]}";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\u0000',
			textBlock = """
					{"usage":{"total_tokens":12}} | 12
					{"usage":{"prompt_tokens":3,"completion_tokens":4}} | 7
					{"usage":{"prompt_tokens":3}} | 3
					{"usage":{"total_tokens":1.5}} | 2
					{"usage":{"total_tokens":"12"}} | 2
					{"usage":{"total_tokens":99999999999999999999999}} | 2
					{"usage":{"total_tokens":9223372036854775807}} | 1000000000
					{"usage":{"prompt_tokens":-9,"completion_tokens":5}} | 5
					{"choices":[{"message":{"content":"four"}}]} | 3
					{"choices":[{"message":{"content":"\u94fe\u94fe"}}]} | 4
					data: {"choices":[{"delta":{"content":"fo"}}]}@@data: {"choices":[{"delta":{"content":"ur"}}]}@@data: [DONE]@@ | 3
					data: {"choices":[]}@@data: {"usage":{"total_tokens":9}}@@data: {"usage":null}@@ | 9
					nonsense | 2
					""")
	void whatIsReportedCountsAndElseFourBytesAreAToken(String answer, long tokens) {
		assertThat(ChatUsage.tokens(ASKED.getBytes(StandardCharsets.UTF_8),
				answer.replace('@', '\n').getBytes(StandardCharsets.UTF_8)))
			.isEqualTo(tokens);
	}

}
