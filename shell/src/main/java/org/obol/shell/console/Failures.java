package org.obol.shell.console;

import io.kubernetes.client.openapi.ApiException;
import java.util.Objects;
import org.obol.kube.ApiErrors;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.grammar.UsageException;

/** Turns whatever a command throws into one line and an exit status. */
final class Failures {

	static final int REFUSED = 1;

	static final int USAGE = 2;

	private Failures() {
	}

	static int status(Throwable failure) {
		return (failure instanceof UsageException) ? USAGE : REFUSED;
	}

	static String line(Throwable failure) {
		String text = switch (failure) {
			case UsageException usage -> message(usage);
			case RefusedException refused -> message(refused);
			case ApiException api -> api(api);
			default -> "Something went wrong inside obol: " + failure.getClass().getSimpleName() + ": "
					+ message(failure) + " (OBOL_DEBUG=true shows where)";
		};
		return text.lines()
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.reduce((a, b) -> a + " " + b)
			.orElse("");
	}

	private static String api(ApiException failure) {
		return switch (failure.getCode()) {
			case 0 -> "The suite is not running. Start it with `obol up`";
			case 401, 403 -> "The cluster refuses: " + ApiErrors.describe(failure);
			case 404 -> "The cluster does not know this resource; is the suite installed? ("
					+ ApiErrors.describe(failure) + ")";
			case 422 -> "The cluster refuses the object: " + ApiErrors.describe(failure).replaceFirst("^HTTP 422 ", "");
			default -> "The cluster answers " + ApiErrors.describe(failure);
		};
	}

	private static String message(Throwable failure) {
		return Objects.requireNonNullElse(failure.getMessage(), "no message");
	}

}
