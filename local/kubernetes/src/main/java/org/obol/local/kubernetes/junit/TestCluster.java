package org.obol.local.kubernetes.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import org.obol.local.kubernetes.controlplane.ControlPlane;

/**
 * A test's view of the control plane: a namespace of its own, the administrator's client,
 * and the few things that tests do all the time.
 */
public final class TestCluster implements AutoCloseable {

	private static final AtomicInteger COUNTER = new AtomicInteger();

	private final ControlPlane controlPlane;

	private final ApiClient client;

	private final Manifests manifests;

	private final String namespace;

	private TestCluster(ControlPlane controlPlane, String namespace) {
		this.controlPlane = controlPlane;
		this.client = controlPlane.client();
		this.manifests = new Manifests(this.client);
		this.namespace = namespace;
	}

	static TestCluster create(ControlPlane controlPlane) {
		TestCluster cluster = new TestCluster(controlPlane,
				String.format(Locale.ROOT, "test-%d", COUNTER.incrementAndGet()));
		cluster.createNamespace(cluster.namespace());
		return cluster;
	}

	/**
	 * Gives the namespace that only this test uses. It is deleted after the test.
	 * @return its name
	 */
	public String namespace() {
		return this.namespace;
	}

	/**
	 * Gives the administrator's client, without a read timeout.
	 * @return the client
	 */
	public ApiClient client() {
		return this.client;
	}

	/**
	 * Gives the administrator's kubeconfig, for {@code kubectl} and for programs.
	 * @return the file
	 */
	public Path kubeconfig() {
		return this.controlPlane.kubeconfig();
	}

	/**
	 * Gives the control plane that all tests of this JVM share.
	 * @return the control plane
	 */
	public ControlPlane controlPlane() {
		return this.controlPlane;
	}

	/**
	 * Creates a namespace and waits until pods can be made in it. It stays until the
	 * control plane ends, unless the test deletes it.
	 * @param name its name
	 */
	public void createNamespace(String name) {
		try {
			new CoreV1Api(this.client).createNamespace(new V1Namespace().metadata(new V1ObjectMeta().name(name)))
				.execute();
			this.manifests.await("/api/v1/namespaces/" + name + "/serviceaccounts/default");
		}
		catch (ApiException ex) {
			throw new IllegalStateException("cannot create namespace " + name + ": " + ex.getResponseBody(), ex);
		}
	}

	/**
	 * Applies manifests server-side, in order; namespaced objects without a namespace go
	 * into this test's. Custom resource definitions are waited for.
	 * @param yaml one or more documents
	 * @throws ApiRefusedException if the API server refuses one, with its answer
	 */
	public void apply(String yaml) {
		this.manifests.apply(yaml, this.namespace);
	}

	/**
	 * Applies the manifests in a file, such as the custom resource definitions of
	 * {@code libs/api}.
	 * @param file YAML with one or more documents
	 */
	public void apply(Path file) {
		try {
			apply(Files.readString(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Applies the manifests in a class path resource, such as the custom resource
	 * definitions of {@code libs/api}.
	 * @param name the resource's path without a leading slash
	 */
	public void applyResource(String name) {
		try (var stream = TestCluster.class.getClassLoader().getResourceAsStream(name)) {
			if (stream == null) {
				throw new IllegalArgumentException("no resource " + name + " on the class path");
			}
			apply(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Begins the deletion of the namespace; nobody waits for it.
	 */
	@Override
	public void close() {
		this.manifests.delete("/api/v1/namespaces/" + this.namespace);
	}

}
