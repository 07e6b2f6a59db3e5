package org.obol.local.kubernetes.container;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExpansionTests {

	@ParameterizedTest
	@CsvSource({ "$(HOST):$(PORT), h:1", "$$(HOST), $(HOST)", "$(UNKNOWN), $(UNKNOWN)", "plain $HOST, plain $HOST",
			"a$(HOST)b, ahb" })
	void referencesAreExpandedAsKubernetesDoes(String manifest, String expanded) {
		assertThat(Expansion.expand(manifest, Map.of("HOST", "h", "PORT", "1"))).isEqualTo(expanded);
	}

}
