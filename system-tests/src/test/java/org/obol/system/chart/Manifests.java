package org.obol.system.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Rendered objects, and short ways to look into them.
 *
 * @param text everything as rendered
 * @param objects the same, parsed
 */
record Manifests(String text, List<Map<String, Object>> objects) {

	@SuppressWarnings("unchecked")
	static Manifests of(String text) {
		Iterable<Object> documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text);
		return new Manifests(text,
				StreamSupport.stream(documents.spliterator(), false)
					.filter(Map.class::isInstance)
					.map((document) -> (Map<String, Object>) document)
					.toList());
	}

	List<Map<String, Object>> ofKind(String kind) {
		return this.objects.stream().filter((object) -> kind.equals(object.get("kind"))).toList();
	}

	Optional<Map<String, Object>> find(String kind, String name) {
		return ofKind(kind).stream().filter((object) -> name.equals(at(object, "metadata", "name"))).findFirst();
	}

	Map<String, Object> get(String kind, String name) {
		return find(kind, name).orElseThrow(() -> new AssertionError("The chart renders no " + kind + " " + name));
	}

	/** The one container of a program. */
	@SuppressWarnings("unchecked")
	Map<String, Object> container(String program) {
		List<Object> containers = (List<Object>) at(get("Deployment", program), "spec", "template", "spec",
				"containers");
		return (Map<String, Object>) containers.getFirst();
	}

	/** The value of a program's environment variable, absent when it has none. */
	Optional<Object> environment(String program, String variable) {
		return list(container(program).get("env")).stream()
			.filter((entry) -> variable.equals(entry.get("name")))
			.findFirst()
			.map((entry) -> entry.containsKey("value") ? entry.get("value") : entry.get("valueFrom"));
	}

	static Object at(Object object, String... path) {
		return Arrays.stream(path)
			.reduce(object, (inner, key) -> (inner instanceof Map<?, ?> map) ? map.get(key) : null,
					(first, second) -> second);
	}

	@SuppressWarnings("unchecked")
	static List<Map<String, Object>> list(Object value) {
		return (value == null) ? List.of() : (List<Map<String, Object>>) value;
	}

}
