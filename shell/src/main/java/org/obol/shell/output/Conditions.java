package org.obol.shell.output;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.obol.api.Condition;

/** Shows conditions with a sign a person grasps at once. */
public final class Conditions {

	private static final Set<String> NOT_NEEDED = Set.of("Skipped", "Disabled", "NotRequested");

	private Conditions() {
	}

	/**
	 * One line for each condition.
	 * @param conditions what was observed
	 * @return lines such as {@code  ✓ UpstreamHealthy  Healthy: …}, without a final line
	 * break
	 */
	public static String render(List<Condition> conditions) {
		if (conditions.isEmpty()) {
			return "  ⏳ nothing observed yet";
		}
		int width = conditions.stream().mapToInt((condition) -> condition.type().length()).max().orElse(0);
		return conditions.stream().map((condition) -> line(condition, width)).collect(Collectors.joining("\n"));
	}

	/**
	 * What is missing most.
	 * @param conditions what was observed
	 * @return the first condition that does not hold, with its reason and message
	 */
	public static String firstMissing(List<Condition> conditions) {
		return conditions.stream()
			.filter((condition) -> !condition.holds())
			.findFirst()
			.map((condition) -> line(condition, 0).substring(4))
			.orElse("nothing has been observed yet");
	}

	private static String line(Condition condition, int width) {
		String message = Objects.requireNonNullElse(condition.message(), "");
		String reason = Objects.requireNonNullElse(condition.reason(), "");
		String why = message.isEmpty() ? reason : reason + ": " + message;
		return "  %s %s  %s"
			.formatted(sign(condition), condition.type() + " ".repeat(Math.max(0, width - condition.type().length())),
					why)
			.stripTrailing();
	}

	private static String sign(Condition condition) {
		if (condition.holds()) {
			return NOT_NEEDED.contains(Objects.requireNonNullElse(condition.reason(), "")) ? "ℹ" : "✓";
		}
		return Condition.FALSE.equals(condition.status()) ? "⚠" : "⏳";
	}

}
