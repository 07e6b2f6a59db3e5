package org.obol.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTests {

	@ParameterizedTest
	@ValueSource(strings = { "//services/blocks", "/services//blocks", "/services/%2fblocks",
			"/services/blocks%2Fheight", "/services/%5cblocks", "/services/blocks;v=1", "/services/../blocks",
			"/services/./blocks", "/services/..", "/services/%2e%2e/blocks", "/services/blocks%00",
			"/services/blocks%0aX", "/services/blocks\\height", "/services/%71uant", "/services/bl%6Fcks",
			"services/blocks", "", "*", "/services/blocks%zz", "/services/blo cks", "/services/blocks%3Bx",
			"/services/blocks%25", "/services/bl\u00f6cks", "http://other.example/services/blocks" })
	void pathWithTwoReadingsIsRefused(String path) {
		assertThat(RequestPath.of(path)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/services/blocks", "/services/blocks/a.b/c-d_e~f", "/services/blocks/%20x",
			"/a%C3%B6", "/services/blocks/..x", "/services/blocks/a@b:c,d=e" })
	void plainPathIsTakenAsItIs(String path) {
		assertThat(RequestPath.of(path)).hasValue(path);
	}

	@Test
	void trailingSlashIsTheSamePath() {
		assertThat(RequestPath.of("/services/blocks/")).hasValue("/services/blocks");
	}

	@Test
	void longPathIsRefused() {
		assertThat(RequestPath.of("/" + "a".repeat(3000))).isEmpty();
	}

	@Test
	void whateverPassesHasNoDotsNoEmptySegmentsAndNoHiddenSlash() {
		Random random = new Random(7);
		String alphabet = "/.%2fF5cCeE;\\aA0~?#\u0000\n +";
		for (int round = 0; round < 200_000; round++) {
			StringBuilder path = new StringBuilder("/");
			for (int i = random.nextInt(12); i > 0; i--) {
				path.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			RequestPath.of(path.toString())
				.ifPresent((passed) -> assertThat(passed.toLowerCase(java.util.Locale.ROOT)).startsWith("/")
					.doesNotContain("//", "%2f", "%5c", "%2e", "%00", "%25", ";", "\\", "/./", "/../", "?", "#", "\n"));
		}
	}

}
