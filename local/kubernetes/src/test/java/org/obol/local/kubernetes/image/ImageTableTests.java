package org.obol.local.kubernetes.image;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ImageTableTests {

	@ParameterizedTest
	@ValueSource(strings = { "demo-agent", "demo-agent:1.2", "ghcr.io/group/demo-agent",
			"registry:5000/group/demo-agent:1@sha256:0123", "group/demo-agent@sha256:0123" })
	void anImageIsKnownByItsLastSegment(String image) {
		assertThat(ImageTable.nameOf(image)).isEqualTo("demo-agent");
	}

	@Test
	void aFixedTableKnowsItsNamesInOrder() {
		ImageTable table = ImageTable.of(Map.of("b", LocalCommand.of("b"), "a", LocalCommand.of("a")));
		assertThat(table.names()).containsExactly("a", "b");
		assertThat(table.find("a")).contains(LocalCommand.of("a"));
		assertThat(table.find("c")).isEmpty();
	}

}
