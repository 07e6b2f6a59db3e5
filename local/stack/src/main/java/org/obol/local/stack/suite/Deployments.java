package org.obol.local.stack.suite;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1DeploymentStatus;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import org.jspecify.annotations.Nullable;
import org.obol.local.stack.console.StackException;

/**
 * Waits until the suite's own programs are available.
 */
public final class Deployments {

	/** The namespace of the suite. */
	public static final String NAMESPACE = "obol-system";

	/** The server programs that the chart installs. */
	public static final List<String> PROGRAMS = List.of("agent-controller", "offer-controller", "payment-gateway",
			"storefront", "agent-tools");

	private final AppsV1Api api;

	/**
	 * Asks one control plane.
	 * @param client an administrator's client
	 */
	public Deployments(ApiClient client) {
		this.api = new AppsV1Api(client);
	}

	/**
	 * Waits until every program is available, telling each one as it is.
	 * @param patience how long to wait
	 * @param available hears the name of each program
	 * @throws StackException naming the programs that did not come up
	 */
	public void await(Duration patience, Consumer<String> available) {
		Set<String> missing = new LinkedHashSet<>(PROGRAMS);
		long deadline = System.nanoTime() + patience.toNanos();
		while (!missing.isEmpty()) {
			list().stream()
				.flatMap((deployment) -> nameIfAvailable(deployment).stream())
				.filter(missing::remove)
				.forEach(available);
			if (!missing.isEmpty()) {
				if (System.nanoTime() > deadline) {
					throw new StackException(String.join(", ", missing) + " did not become available within "
							+ patience.toSeconds() + " s: see obol stack logs " + missing.iterator().next());
				}
				pause();
			}
		}
	}

	private List<V1Deployment> list() {
		try {
			return this.api.listNamespacedDeployment(NAMESPACE).execute().getItems();
		}
		catch (ApiException ex) {
			throw new StackException("The Kubernetes API did not list the programs: " + ex.getMessage(), ex);
		}
	}

	// A rolled Deployment still reports its old pods: only a status of this generation
	// counts.
	private static Optional<String> nameIfAvailable(V1Deployment deployment) {
		V1ObjectMeta metadata = deployment.getMetadata();
		V1DeploymentSpec spec = deployment.getSpec();
		V1DeploymentStatus status = deployment.getStatus();
		if (metadata == null || spec == null || status == null) {
			return Optional.empty();
		}
		int wanted = count(spec.getReplicas());
		boolean current = Objects.equals(status.getObservedGeneration(), metadata.getGeneration());
		boolean available = count(status.getUpdatedReplicas()) >= wanted
				&& count(status.getAvailableReplicas()) >= wanted && count(status.getReplicas()) == wanted;
		return (current && available) ? Optional.ofNullable(metadata.getName()) : Optional.empty();
	}

	private static int count(@Nullable Integer number) {
		return (number != null) ? number : 0;
	}

	private static void pause() {
		try {
			Thread.sleep(200);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StackException("interrupted while the programs started", ex);
		}
	}

}
