package org.obol.agenttools.tool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What an agent passed to a tool, checked against what the tool takes. */
public final class Arguments {

	private final Map<String, String> texts = new HashMap<>();

	private final Map<String, List<String>> lists = new HashMap<>();

	private Arguments() {
	}

	/**
	 * Checks what came.
	 * @param parameters what the tool takes
	 * @param given what came
	 * @return the arguments
	 * @throws ToolRefusedException naming what is wrong
	 */
	public static Arguments of(List<Parameter> parameters, Map<String, Object> given) {
		TreeSet<String> unknown = new TreeSet<>(given.keySet());
		Arguments arguments = new Arguments();
		for (Parameter parameter : parameters) {
			unknown.remove(parameter.name());
			Object value = given.get(parameter.name());
			if (value != null && !"".equals(value)) {
				arguments.take(parameter, value);
			}
			else if (parameter.required()) {
				throw new ToolRefusedException(parameter.name() + " is missing: it is " + parameter.says());
			}
		}
		if (!unknown.isEmpty()) {
			List<String> names = parameters.stream().map(Parameter::name).toList();
			throw new ToolRefusedException(names.isEmpty() ? "This tool takes no arguments."
					: "There is no such argument here; use " + String.join(", ", names));
		}
		return arguments;
	}

	private void take(Parameter parameter, Object value) {
		if (parameter.isSingle()) {
			this.texts.put(parameter.name(), parameter.check(value));
			return;
		}
		if (!(value instanceof List<?> list) || list.size() > parameter.most()) {
			throw new ToolRefusedException(parameter.name() + " must be a list of at most " + parameter.most());
		}
		this.lists.put(parameter.name(),
				list.stream().map((item) -> parameter.check((item != null) ? item : "")).toList());
	}

	/**
	 * A text that is required.
	 * @param name the parameter's name
	 * @return the text
	 */
	public String text(String name) {
		return find(name).orElseThrow(() -> new IllegalStateException(name + " is not a required parameter"));
	}

	/**
	 * A text that may be left out.
	 * @param name the parameter's name
	 * @return the text, if it was given
	 */
	public Optional<String> find(String name) {
		return Optional.ofNullable(this.texts.get(name));
	}

	/**
	 * A list of texts.
	 * @param name the parameter's name
	 * @return the texts, none if it was not given
	 */
	public List<String> list(String name) {
		return this.lists.getOrDefault(name, List.of());
	}

}
