package org.obol.offercontroller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/** The document of the admin API against the API itself. */
class AdminApiDocumentTests {

	private static final Pattern CHOICE = Pattern.compile("\\{action:([a-z|]+)}");

	@Test
	void documentIsValidAndNamesExactlyTheCallsThereAre() throws IOException {
		SwaggerParseResult result = new OpenAPIV3Parser().readContents(document(), null, null);
		assertThat(result.getMessages()).isEmpty();
		OpenAPI api = result.getOpenAPI();
		Set<String> told = new TreeSet<>();
		api.getPaths()
			.forEach((path,
					item) -> item.readOperationsMap().keySet().forEach((method) -> told.add(method + " " + path)));
		assertThat(told).isEqualTo(calls());
	}

	@Test
	void everyCallSaysWhatHappensToCallersWithoutTheRight() throws IOException {
		OpenAPI api = new OpenAPIV3Parser().readContents(document(), null, null).getOpenAPI();
		assertThat(api.getPaths().values().stream().flatMap((item) -> item.readOperations().stream())).isNotEmpty()
			.allSatisfy((operation) -> assertThat(operation.getResponses()).containsKeys("401", "403"));
	}

	private static Set<String> calls() {
		Set<String> calls = new TreeSet<>();
		for (Method method : OfferAdminController.class.getDeclaredMethods()) {
			RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
			if (mapping != null) {
				String path = "/admin/v1/offers" + ((mapping.path().length > 0) ? mapping.path()[0] : "");
				Arrays.stream(mapping.method())
					.flatMap((verb) -> paths(path).map((one) -> verb.name() + " " + one))
					.forEach(calls::add);
			}
		}
		return calls;
	}

	private static Stream<String> paths(String path) {
		Matcher choice = CHOICE.matcher(path);
		return choice.find() ? Stream.of(choice.group(1).split("[|]")).map((word) -> choice.replaceFirst(word))
				: Stream.of(path);
	}

	private static String document() throws IOException {
		try (InputStream in = AdminApiDocumentTests.class.getResourceAsStream("/admin-openapi.json")) {
			return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
