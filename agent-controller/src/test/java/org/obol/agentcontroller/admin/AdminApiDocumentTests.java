package org.obol.agentcontroller.admin;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

import static org.assertj.core.api.Assertions.assertThat;

/** The document of the admin API against the API itself. */
class AdminApiDocumentTests {

	@Test
	void documentIsValidAndNamesExactlyTheCallsThereAre() throws IOException {
		SwaggerParseResult result = new OpenAPIV3Parser().readContents(document(), null, null);
		assertThat(result.getMessages()).isEmpty();
		Set<String> told = new TreeSet<>();
		result.getOpenAPI()
			.getPaths()
			.forEach((path,
					item) -> item.readOperationsMap().keySet().forEach((method) -> told.add(method + " " + path)));
		assertThat(told).isEqualTo(calls()).contains("GET /admin/v1/agents/{namespace}/{name}/logs");
	}

	@Test
	void everyCallSaysWhatHappensToCallersWithoutTheRight() throws IOException {
		OpenAPI api = new OpenAPIV3Parser().readContents(document(), null, null).getOpenAPI();
		assertThat(api.getPaths().values().stream().flatMap((item) -> item.readOperations().stream())).isNotEmpty()
			.allSatisfy((operation) -> assertThat(operation.getResponses()).containsKeys("401", "403"));
	}

	private static Set<String> calls() {
		String base = AnnotatedElementUtils.findMergedAnnotation(AgentAdminController.class, RequestMapping.class)
			.path()[0];
		Set<String> calls = new TreeSet<>();
		for (Method method : AgentAdminController.class.getDeclaredMethods()) {
			RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
			if (mapping != null) {
				String path = base + ((mapping.path().length > 0) ? mapping.path()[0] : "");
				for (RequestMethod verb : mapping.method()) {
					calls.add(verb.name() + " " + path);
				}
			}
		}
		return calls;
	}

	private static String document() throws IOException {
		try (InputStream in = AdminApiDocumentTests.class.getResourceAsStream("/admin-openapi.json")) {
			return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
