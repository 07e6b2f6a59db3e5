package org.obol.local.kubernetes.controlplane;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.kubernetes.client.openapi.ApiClient;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.obol.local.kubernetes.process.ChildProcess;

/**
 * Waits for what a control plane must have before anybody may use it.
 */
final class Readiness {

	private static final Duration PERIOD = Duration.ofMillis(50);

	private final String url;

	private final OkHttpClient http;

	private final Duration timeout;

	Readiness(ApiClient client, Duration timeout) {
		this.url = client.getBasePath();
		this.http = client.getHttpClient().newBuilder().callTimeout(Duration.ofSeconds(5)).build();
		this.timeout = timeout;
	}

	void awaitApiServer(ChildProcess apiServer) {
		await(apiServer, () -> answers("/readyz"));
	}

	/**
	 * Waits until the controllers work: without this ServiceAccount no pod is admitted.
	 */
	void awaitDefaultServiceAccount(ChildProcess controllerManager) {
		await(controllerManager, () -> answers("/api/v1/namespaces/default/serviceaccounts/default"));
	}

	private boolean answers(String path) {
		try (Response response = this.http.newCall(new Request.Builder().url(this.url + path).build()).execute()) {
			return response.isSuccessful();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void await(ChildProcess child, BooleanSupplier ready) {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		while (!ready.getAsBoolean()) {
			if (!child.isAlive()) {
				throw new ControlPlaneException(child.name() + " ended at start, see " + child.log());
			}
			if (System.nanoTime() > deadline) {
				throw new ControlPlaneException(
						child.name() + " is not ready after " + this.timeout.toSeconds() + " s, see " + child.log());
			}
			pause();
		}
	}

	private static void pause() {
		try {
			Thread.sleep(PERIOD);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ControlPlaneException("interrupted while the control plane started");
		}
	}

}
