package org.obol.gateway.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an answer's headers as text, one {@code name: value} a line. */
final class HeaderText {

	private HeaderText() {
	}

	static String write(Map<String, List<String>> headers) {
		StringBuilder text = new StringBuilder();
		headers.forEach((name, values) -> values
			.forEach((value) -> text.append(name).append(": ").append(value.replace('\n', ' ')).append('\n')));
		return text.toString();
	}

	static Map<String, List<String>> read(String text) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		text.lines().forEach((line) -> {
			int colon = line.indexOf(": ");
			if (colon > 0) {
				headers.computeIfAbsent(line.substring(0, colon), (ignored) -> new ArrayList<>())
					.add(line.substring(colon + 2));
			}
		});
		return headers;
	}

}
