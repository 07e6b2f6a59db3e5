package org.obol.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * What the chart sets is what this program reads, and the defaults of both are the same.
 */
class ChartSettingsTests {

	private static final Path CHART = Path.of(System.getProperty("obol.root", ".."))
		.resolve("charts/obol/charts/payment-gateway");

	private static final Pattern VARIABLE = Pattern.compile("- name: (OBOL_[A-Z_]+?)(?:_\\{\\{|\\n)");

	private static final Pattern TAKEN = Pattern
		.compile("- name: (OBOL_[A-Z_]+)\\n  value: \\{\\{ \\.Values\\.([A-Za-z.]+)(?: \\|[^}]*)? }}");

	@Test
	void everyVariableOfTheChartIsASettingOfTheGateway() throws IOException {
		Map<String, String> settings = settings();
		assertThat(matches(VARIABLE).map((match) -> match.group(1)).toList()).hasSizeGreaterThan(20)
			.allSatisfy((variable) -> assertThat(settings).containsKey(plain(variable)));
	}

	static Stream<Arguments> taken() throws IOException {
		return matches(TAKEN).map((match) -> argumentSet(match.group(2), match.group(1), match.group(2)));
	}

	@ParameterizedTest
	@MethodSource("taken")
	void theChartsDefaultIsTheGatewaysOwn(String variable, String value) throws IOException {
		assertThat(valueOf(value)).isEqualTo(settings().get(plain(variable)));
	}

	private static Stream<MatchResult> matches(Pattern pattern) throws IOException {
		// An entry of a list: the list is what has a name.
		String template = Files.readString(CHART.resolve("templates/_parts.tpl"))
			.replaceAll("_\\{\\{ \\$i }}_URL", "_{{ \\$i }}");
		return pattern.matcher(template).results();
	}

	/** Default values by name, as environment variables spell it. */
	private static Map<String, String> settings() throws IOException {
		Map<String, String> settings = new LinkedHashMap<>();
		for (URL url : Collections.list(ChartSettingsTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream in = url.openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
					settings.put(plain(property.path("name").stringValue()),
							property.path("defaultValue").asString(""));
				}
			}
		}
		return settings;
	}

	private static String plain(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
	}

	private static String valueOf(String path) throws IOException {
		Object node = new Yaml().load(Files.readString(CHART.resolve("values.yaml")));
		for (String name : path.split("\\.")) {
			node = ((Map<?, ?>) node).get(name);
		}
		return String.valueOf(node);
	}

}
