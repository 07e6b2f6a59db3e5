package org.obol.local.stack.demo;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CustomObjectsApi;
import org.obol.local.stack.console.Progress;
import org.obol.local.stack.console.StackException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Watches a resource of ours become Ready, telling each condition as it turns True.
 */
final class OfferReadiness {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final CustomObjectsApi api;

	private final Progress progress;

	OfferReadiness(ApiClient client, Progress progress) {
		this.api = new CustomObjectsApi(client);
		this.progress = progress;
	}

	boolean exists(String namespace, String plural, String name) {
		return find(namespace, plural, name).isPresent();
	}

	/**
	 * Waits until the condition {@code Ready} is True.
	 * @throws StackException with what every other condition says, when it takes too long
	 */
	void await(String namespace, String plural, String name, Duration patience) {
		Set<String> told = new LinkedHashSet<>();
		long deadline = System.nanoTime() + patience.toNanos();
		while (true) {
			JsonNode conditions = find(namespace, plural, name).map((it) -> it.path("status").path("conditions"))
				.orElse(JSON.createArrayNode());
			conditions.forEach((condition) -> tell(condition, told));
			if (told.contains("Ready")) {
				return;
			}
			if (System.nanoTime() > deadline) {
				throw new StackException(
						plural + "/" + name + " is not Ready after " + patience.toSeconds() + " s: " + why(conditions));
			}
			pause();
		}
	}

	private void tell(JsonNode condition, Set<String> told) {
		String type = condition.path("type").asString();
		if ("True".equals(condition.path("status").asString()) && told.add(type)) {
			this.progress.step("  " + type + ": " + condition.path("message").asString(""));
		}
	}

	private static String why(JsonNode conditions) {
		StringBuilder reasons = new StringBuilder();
		conditions.forEach((condition) -> {
			if (!"True".equals(condition.path("status").asString())) {
				reasons.append(condition.path("type").asString())
					.append(' ')
					.append(condition.path("reason").asString(""))
					.append(" (")
					.append(condition.path("message").asString(""))
					.append("); ");
			}
		});
		return reasons.isEmpty() ? "it has no conditions yet." : reasons.toString();
	}

	private Optional<JsonNode> find(String namespace, String plural, String name) {
		try {
			Object found = this.api.getNamespacedCustomObject("obol.org", "v1alpha1", namespace, plural, name)
				.execute();
			return Optional.of(JSON.valueToTree((Map<?, ?>) found));
		}
		catch (ApiException ex) {
			if (ex.getCode() == 404) {
				return Optional.empty();
			}
			throw new StackException("The Kubernetes API did not answer for " + plural + "/" + name + ".", ex);
		}
	}

	private static void pause() {
		try {
			Thread.sleep(200);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StackException("interrupted while waiting", ex);
		}
	}

}
