package org.obol.local.kubernetes.pod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kubernetes.client.openapi.models.V1Container;
import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.container.ContainerCommands;
import org.obol.local.kubernetes.container.ContainerCommands.Place;
import org.obol.local.kubernetes.container.EnvironmentSource;
import org.obol.local.kubernetes.container.LocalPorts;
import org.obol.local.kubernetes.container.Rewriter;
import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.manifest.Present;
import org.obol.local.kubernetes.process.ProcessCommand;
import org.obol.local.kubernetes.volume.KeyValues;
import org.obol.local.kubernetes.volume.Mount;
import org.obol.local.kubernetes.volume.Mounts;

/**
 * Prepares each start of one container: ports, mounts, environment, kubeconfig, command.
 */
final class ContainerLaunches {

	private static final String TOKEN_MOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

	private final PodView pod;

	private final V1Container container;

	private final Map<String, Path> volumes;

	private final Path directory;

	private final NodeContext context;

	private final LocalPorts ports;

	ContainerLaunches(PodView pod, V1Container container, Map<String, Path> volumes, Path directory,
			NodeContext context) {
		this.pod = pod;
		this.container = container;
		this.volumes = volumes;
		this.directory = directory;
		this.context = context;
		this.ports = new LocalPorts(container);
	}

	V1Container container() {
		return this.container;
	}

	String image() {
		return Present.of(this.container.getImage());
	}

	Path log() {
		return this.directory.resolve(this.container.getName() + ".log");
	}

	Path previousLog() {
		return this.directory.resolve(this.container.getName() + ".previous.log");
	}

	Duration grace() {
		return Duration.ofSeconds(this.pod.graceSeconds());
	}

	LocalPorts ports() {
		return this.ports;
	}

	/**
	 * Prepares a start.
	 * @throws org.obol.local.kubernetes.container.NotStartableException if the container
	 * can't be started now
	 */
	Launch prepare() {
		List<Mount> mounts = Mounts.of(this.container, this.volumes);
		Rewriter rewriter = new Rewriter(mounts, this.ports.claim());
		EnvironmentSource environments = new EnvironmentSource(this.pod,
				new KeyValues(this.context.api(), this.pod.namespace()));
		Place place = new Place(this.directory.resolve("home"), log(), kubeconfig(mounts));
		ProcessCommand command = new ContainerCommands(this.context.images(), environments).main(this.container,
				rewriter, place);
		return new Launch(command, rewriter, this.ports);
	}

	private @Nullable Path kubeconfig(List<Mount> mounts) {
		return mounts.stream()
			.filter((mount) -> mount.mountPath().equals(TOKEN_MOUNT))
			.findFirst()
			.map((mount) -> writeKubeconfig(mount.hostPath().resolve("token")))
			.orElse(null);
	}

	private Path writeKubeconfig(Path token) {
		Path file = this.directory.resolve("kubeconfig");
		try {
			Files.createDirectories(this.directory);
			return Files.writeString(file, """
					apiVersion: v1
					kind: Config
					clusters:
					- name: obol-local
					  cluster:
					    server: %s
					    certificate-authority: %s
					users:
					- name: %s
					  user:
					    tokenFile: %s
					contexts:
					- name: obol-local
					  context:
					    cluster: obol-local
					    namespace: %s
					    user: %s
					current-context: obol-local
					""".formatted(this.context.apiUrl(), this.context.authority(), user(), token, this.pod.namespace(),
					user()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String user() {
		return "system:serviceaccount:" + this.pod.namespace() + ":" + this.pod.spec().getServiceAccountName();
	}

	/**
	 * A start that is ready to happen.
	 *
	 * @param command the process
	 * @param rewriter puts this machine's paths and ports in
	 * @param ports where it listens
	 */
	record Launch(ProcessCommand command, Rewriter rewriter, LocalPorts ports) {
	}

}
