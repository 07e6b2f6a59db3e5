package org.obol.admin;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Reads what an agent's runtime wrote last. It reads with the program's own rights, so
 * whoever asks must first have shown {@link #right(String) the right of kubectl logs}.
 */
public final class PodLogs {

	private static final int USUAL_LINES = 200;

	private static final int MOST_LINES = 2_000;

	private static final int MOST_BYTES = 512 * 1024;

	/** The container of every runtime, and the name its pods carry. */
	private static final String RUNTIME = "hermes";

	private final CoreV1Api pods;

	/**
	 * Reads through a client.
	 * @param client may list pods and get pods/log
	 */
	public PodLogs(ApiClient client) {
		this.pods = new CoreV1Api(client);
	}

	/**
	 * What {@code kubectl logs} needs.
	 * @param namespace where the pods are
	 * @return the access to ask for
	 */
	public static ResourceAccess right(String namespace) {
		return new ResourceAccess("get", "", "pods", "log", namespace, null);
	}

	/**
	 * The last lines of the newest running pod of an agent.
	 * @param namespace the agent's
	 * @param agent the agent's name
	 * @param tail how many lines at most, 1 to 2,000 as the caller wrote it; null for 200
	 * @return at most that many lines and 512 KiB
	 * @throws AdminException 400 for another tail, 404 without a running pod, 503 when
	 * the cluster does not give them out
	 */
	public Lines ofAgent(String namespace, String agent, @Nullable String tail) {
		int lines = lines(tail);
		try {
			String pod = Objects.requireNonNullElse(newest(namespace, agent).getName(), "");
			String text = this.pods.readNamespacedPodLog(pod, namespace)
				.container(RUNTIME)
				.tailLines(lines)
				.limitBytes(MOST_BYTES)
				.execute();
			return new Lines(pod, (text == null || text.isEmpty()) ? List.of() : text.lines().toList());
		}
		catch (ApiException ex) {
			throw new AdminException(HttpStatus.SERVICE_UNAVAILABLE, "logs_unavailable",
					"the cluster does not give out the agent's logs now: HTTP " + ex.getCode());
		}
	}

	private V1ObjectMeta newest(String namespace, String agent) throws ApiException {
		return this.pods.listNamespacedPod(namespace)
			.labelSelector("obol.org/agent=" + agent + ",app.kubernetes.io/name=" + RUNTIME)
			.execute()
			.getItems()
			.stream()
			.filter(PodLogs::isRunning)
			.map(V1Pod::getMetadata)
			.filter(Objects::nonNull)
			.max(Comparator.comparing(PodLogs::created))
			.orElseThrow(() -> new AdminException(HttpStatus.NOT_FOUND, "no_logs",
					"agent " + agent + " has no running pod at the moment"));
	}

	private static boolean isRunning(V1Pod pod) {
		return pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
	}

	private static OffsetDateTime created(V1ObjectMeta pod) {
		return Objects.requireNonNullElse(pod.getCreationTimestamp(), OffsetDateTime.MIN);
	}

	private static int lines(@Nullable String text) {
		if (text == null) {
			return USUAL_LINES;
		}
		if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MOST_LINES) {
			throw new AdminException(HttpStatus.BAD_REQUEST, "invalid_parameter",
					"tail '" + text + "' is not a number from 1 to " + MOST_LINES, "tail");
		}
		return Integer.parseInt(text);
	}

	/**
	 * The end of a log.
	 *
	 * @param pod whose it is
	 * @param lines the oldest first
	 */
	public record Lines(String pod, List<String> lines) {
	}

}
