package org.obol.local.kubernetes.controlplane;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import org.obol.local.kubernetes.binaries.ControlPlaneBinaries;
import org.obol.local.kubernetes.process.ChildProcess;
import org.obol.local.kubernetes.process.EndOfJvm;
import org.obol.local.kubernetes.process.Ports;
import org.obol.local.kubernetes.process.ProcessRegister;

/**
 * A running Kubernetes: etcd, kube-apiserver and kube-controller-manager as children of
 * this JVM on loopback, with certificates of their own and RBAC on. {@link #close()}
 * stops it; so does the end of the JVM, however it ends.
 */
public final class ControlPlane implements AutoCloseable {

	private static final Duration GRACE = Duration.ofSeconds(10);

	private final Layout layout;

	private final ProcessRegister register;

	private final Programs programs;

	private final EndOfJvm.Registration endOfJvm;

	private ControlPlane(Layout layout) {
		this.layout = layout;
		this.register = new ProcessRegister(layout.register());
		this.programs = new Programs(this.register);
		this.endOfJvm = EndOfJvm.stops(this::stopPrograms);
	}

	/**
	 * Starts a control plane and waits until it is ready.
	 * @param options how it is to run
	 * @return the running control plane
	 * @throws ControlPlaneException if it does not come up, with the log to look into
	 * @throws org.obol.local.kubernetes.binaries.BinariesUnavailableException if its
	 * programs can't be had
	 */
	public static ControlPlane start(ControlPlaneOptions options) {
		ControlPlaneBinaries binaries = options.locator().locate(options.progress());
		ControlPlane controlPlane = new ControlPlane(layout(options));
		try {
			controlPlane.startPrograms(binaries, options);
			return controlPlane;
		}
		catch (RuntimeException ex) {
			controlPlane.close();
			throw ex;
		}
	}

	private static Layout layout(ControlPlaneOptions options) {
		Path given = options.directory();
		try {
			Path directory = (given != null) ? Files.createDirectories(given)
					: Files.createTempDirectory("obol-kubernetes-");
			int port = (options.port() != 0) ? options.port() : Ports.keepFree();
			return new Layout(directory, options.isDurable(), port, Ports.keepFree(), Ports.keepFree());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void startPrograms(ControlPlaneBinaries binaries, ControlPlaneOptions options) {
		this.register.reap();
		if (!Ports.isFree(this.layout.apiPort())) {
			throw new ControlPlaneException("port " + this.layout.apiPort()
					+ " for the Kubernetes API is taken: choose another one or stop who listens there");
		}
		new KeyMaterial(this.layout, Clock.systemUTC()).write();
		Commands commands = new Commands(this.layout, binaries);
		options.progress().step("Starting etcd and the Kubernetes API server");
		this.programs.start(commands.etcd());
		ChildProcess apiServer = this.programs.start(commands.apiServer());
		Readiness readiness = new Readiness(client(), options.timeout());
		readiness.awaitApiServer(apiServer);
		readiness.awaitDefaultServiceAccount(this.programs.start(commands.controllerManager()));
		this.programs.supervise();
	}

	/**
	 * Gives the administrator's kubeconfig, with everything in it that {@code kubectl}
	 * needs.
	 * @return the file, readable by its owner only
	 */
	public Path kubeconfig() {
		return this.layout.kubeconfig();
	}

	/**
	 * Makes a new client with the administrator's rights and no read timeout, so that it
	 * can watch.
	 * @return the client
	 */
	public ApiClient client() {
		try (Reader reader = Files.newBufferedReader(kubeconfig())) {
			return ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(reader)).setReadTimeout(Duration.ZERO).build();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Gives the directory with state, keys and logs.
	 * @return the directory
	 */
	public Path directory() {
		return this.layout.directory();
	}

	/**
	 * Gives the API server's address.
	 * @return such as {@code https://127.0.0.1:6443}
	 */
	public String url() {
		return this.layout.apiUrl();
	}

	/**
	 * Gives the certificate that the API server is known by.
	 * @return a PEM file
	 */
	public Path authority() {
		return this.layout.keys().resolve("ca.crt");
	}

	/**
	 * Gives the certificate that a node serves with.
	 * @return a PEM file
	 */
	public Path nodeCertificate() {
		return this.layout.keys().resolve("node.crt");
	}

	/**
	 * Gives the key of {@link #nodeCertificate()}.
	 * @return a PEM file in PKCS#8, readable by its owner only
	 */
	public Path nodeKey() {
		return this.layout.keys().resolve("node.key");
	}

	/**
	 * Lists the programs; one that ended by itself has been started again.
	 * @return name, pid and log of each
	 */
	public List<ChildProcess> processes() {
		return this.programs.processes();
	}

	/**
	 * Stops the programs in the reverse order of their start and deletes a temporary
	 * directory.
	 */
	@Override
	public void close() {
		stopPrograms();
		this.endOfJvm.close();
		List.of(this.layout.apiPort(), this.layout.etcdPort(), this.layout.etcdPeerPort()).forEach(Ports::release);
		if (!this.layout.durable()) {
			deleteTree(this.layout.directory());
		}
	}

	private void stopPrograms() {
		// Nobody misses the state of a temporary one.
		this.programs.stop(this.layout.durable() ? GRACE : Duration.ofMillis(200));
	}

	private static void deleteTree(Path root) {
		try (Stream<Path> paths = Files.walk(root)) {
			for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(path);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
