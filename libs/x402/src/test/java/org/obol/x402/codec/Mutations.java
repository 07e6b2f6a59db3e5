package org.obol.x402.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes JSON as somebody would who knows what stands where: members missing, twice, of
 * another type, too deep, too big, or nearly right.
 */
final class Mutations {

	private static final List<String> VALUES = List.of("null", "true", "false", "0", "-1", "1.5", "1e9", "1e400",
			"1e999999999", "-0.0", "9007199254740993", "1" + "0".repeat(78), "1" + "0".repeat(79), "9".repeat(200),
			"\"\"", "\" \"", "\"0\"", "\"00\"", "\"-1\"", "\"+1\"", "\"1e3\"", "\"0x10\"", "\"1.0\"", "\"\u0661\"",
			"\"NaN\"", "\"" + "9".repeat(78) + "\"", "\"1" + "0".repeat(77) + "\"",
			"\"115792089237316195423570985008687907853269984665640564039457584007913129639935\"",
			"\"115792089237316195423570985008687907853269984665640564039457584007913129639936\"", "\"0x\"", "\"0X00\"",
			"\"0x" + "0".repeat(40) + "\"", "\"0x" + "f".repeat(64) + "\"", "\"0x" + "a".repeat(41) + "\"",
			"\"eip155:0\"", "\"eip155:01\"", "\"eip155:99999999999999999999\"", "\"eip155:1\\n\"", "\"solana:x\"",
			"\"base-sepolia\"", "\"BASE\"", "\"exact\"", "\"upto\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
			"\"\\ud83d\\ude00\"", "\"a\\nb\"", "\"\\\\\\\"\"", "\"" + StructuredFuzzTests.MARK + "\"",
			"\"" + "x".repeat(3_000) + "\"", "[]", "{}", "[null]", "[[]]", "{\"\":0}", "{\"a\":null}",
			"[" + "0,".repeat(50) + "0]", "{\"info\":{\"id\":\"x\"}}", "[".repeat(30) + "]".repeat(30),
			"[".repeat(60) + "]".repeat(60), "{\"a\":".repeat(39) + "1" + "}".repeat(39));

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Random random;

	Mutations(Random random) {
		this.random = random;
	}

	/** The message with one to three changes. */
	byte[] change(JsonNode message) {
		List<String> targets = new ArrayList<>();
		paths(message, "", targets);
		Collections.shuffle(targets, this.random);
		List<String> chosen = targets.subList(0, Math.min(targets.size(), 1 + this.random.nextInt(3)));
		StringBuilder text = new StringBuilder();
		write(message, "", chosen, text);
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static void paths(JsonNode node, String path, List<String> into) {
		if (node.isObject()) {
			node.properties().forEach((member) -> visit(path + "/" + member.getKey(), member.getValue(), into));
		}
		for (int i = 0; node.isArray() && i < node.size(); i++) {
			visit(path + "/" + i, node.get(i), into);
		}
	}

	private static void visit(String path, JsonNode node, List<String> into) {
		into.add(path);
		paths(node, path, into);
	}

	private void write(JsonNode node, String path, List<String> chosen, StringBuilder text) {
		if (node.isObject()) {
			List<String> members = new ArrayList<>();
			for (Map.Entry<String, JsonNode> member : node.properties()) {
				members.addAll(member(member.getKey(), member.getValue(), path + "/" + member.getKey(), chosen));
			}
			text.append('{').append(String.join(",", members)).append('}');
		}
		else if (node.isArray()) {
			List<String> items = new ArrayList<>();
			for (int i = 0; i < node.size(); i++) {
				String here = path + "/" + i;
				items.add(chosen.contains(here) ? value() : written(node.get(i), here, chosen));
			}
			text.append('[').append(String.join(",", items)).append(']');
		}
		else {
			text.append(node);
		}
	}

	private List<String> member(String name, JsonNode value, String path, List<String> chosen) {
		String same = JSON.writeValueAsString(name) + ":" + written(value, path, chosen);
		if (!chosen.contains(path)) {
			return List.of(same);
		}
		return switch (this.random.nextInt(8)) {
			case 0 -> List.of();
			case 1 -> List.of(same, same);
			case 2 -> List.of(same, JSON.writeValueAsString(name) + ":" + value());
			case 3 -> List.of(JSON.writeValueAsString(name.toUpperCase(java.util.Locale.ROOT)) + ":" + value(), same);
			case 4 -> List.of(same, "\"" + StructuredFuzzTests.MARK + "\":" + value());
			default -> List.of(JSON.writeValueAsString(name) + ":" + value());
		};
	}

	private String written(JsonNode node, String path, List<String> chosen) {
		StringBuilder text = new StringBuilder();
		write(node, path, chosen, text);
		return text.toString();
	}

	private String value() {
		return VALUES.get(this.random.nextInt(VALUES.size()));
	}

}
