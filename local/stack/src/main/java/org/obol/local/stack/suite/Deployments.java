package org.obol.local.stack.suite;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.models.V1Deployment;
import org.obol.local.stack.console.StackException;

/**
 * Waits until the suite's own programs are available.
 */
public final class Deployments {

	/** The namespace of the suite. */
	public static final String NAMESPACE = "obol-system";

	/** The server programs that the chart installs. */
	public static final List<String> PROGRAMS = List.of("agent-controller", "offer-controller", "payment-gateway",
			"storefront");

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
			for (V1Deployment deployment : list()) {
				if (isAvailable(deployment) && missing.remove(deployment.getMetadata().getName())) {
					available.accept(deployment.getMetadata().getName());
				}
			}
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

	// A rolled Deployment still reports its old pods: only a status of this generation counts.
	private static boolean isAvailable(V1Deployment deployment) {
		var status = deployment.getStatus();
		var generation = deployment.getMetadata().getGeneration();
		if (status == null || status.getObservedGeneration() == null || generation == null
				|| status.getObservedGeneration() < generation) {
			return false;
		}
		int wanted = deployment.getSpec().getReplicas();
		return count(status.getUpdatedReplicas()) >= wanted && count(status.getAvailableReplicas()) >= wanted
				&& count(status.getReplicas()) == wanted;
	}

	private static int count(@org.jspecify.annotations.Nullable Integer number) {
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
