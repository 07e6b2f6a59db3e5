package org.obol.local.kubernetes.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.obol.local.kubernetes.volume.Mount;

import static org.assertj.core.api.Assertions.assertThat;

class RewriterTests {

	private final Rewriter rewriter = new Rewriter(
			List.of(new Mount("/data/skills", Path.of("/n/skills")), new Mount("/data/", Path.of("/n/v$1"))),
			Map.of(8080, 41000));

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "/data | /n/v$1", "/data/x.yaml | /n/v$1/x.yaml", "/data/skills/a | /n/skills/a",
					"/database | /database", "/other/data | /other/data", "--file=/data/x | --file=/n/v$1/x",
					"file:/data/x | file:/n/v$1/x", "file:///data/x | file:///n/v$1/x",
					"/data/a:/data/b | /n/v$1/a:/n/v$1/b", "http://host/data | http://host/data",
					"cat /data/x > '/data/y' | cat /n/v$1/x > '/n/v$1/y'" })
	void mountPathsAreReplacedWhereAWordBeginsWithThem(String manifest, String local) {
		assertThat(this.rewriter.path(manifest)).isEqualTo(local);
	}

	@Test
	void variablesThatEndWithPortAndAreExactlyThePortAreReplaced() {
		assertThat(this.rewriter
			.environment(Map.of("SERVER_PORT", "8080", "PORT", "8080", "OTHER_PORT", "9090", "SIZE", "8080")))
			.containsOnly(Map.entry("SERVER_PORT", "41000"), Map.entry("PORT", "41000"),
					Map.entry("OTHER_PORT", "9090"), Map.entry("SIZE", "8080"));
	}

	@Test
	void portArgumentsAreReplacedInBothForms() {
		assertThat(
				this.rewriter.words(List.of("run", "--server.port=8080", "--http-port", "8080", "8080", "--size=8080")))
			.containsExactly("run", "--server.port=41000", "--http-port", "41000", "8080", "--size=8080");
	}

	@Test
	void withoutMountsNothingIsReplaced() {
		assertThat(new Rewriter(List.of(), Map.of()).path("/data/x")).isEqualTo("/data/x");
	}

}
