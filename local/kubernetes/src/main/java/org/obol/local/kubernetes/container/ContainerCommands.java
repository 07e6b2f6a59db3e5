package org.obol.local.kubernetes.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kubernetes.client.openapi.models.V1Container;
import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.image.ImageTable;
import org.obol.local.kubernetes.image.LocalCommand;
import org.obol.local.kubernetes.manifest.Present;
import org.obol.local.kubernetes.process.ProcessCommand;

/**
 * Turns a container of a manifest into the command of a local process. The process gets
 * the container's environment, {@code PATH}, {@code HOME}, {@code LANG},
 * {@code OBOL_LOCAL} and {@code KUBECONFIG}, and nothing of the node's own.
 */
public final class ContainerCommands {

	private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

	private final ImageTable images;

	private final EnvironmentSource environments;

	/**
	 * Makes commands for the containers of one pod.
	 * @param images says what stands for an image
	 * @param environments computes what the manifest asks for
	 */
	public ContainerCommands(ImageTable images, EnvironmentSource environments) {
		this.images = images;
		this.environments = environments;
	}

	/**
	 * Makes the command of a container's process.
	 * @param container the container
	 * @param rewriter puts this machine's paths and ports in
	 * @param place where it runs
	 * @return the command
	 * @throws NotStartableException if the image or something the environment refers to
	 * is unknown
	 */
	public ProcessCommand main(V1Container container, Rewriter rewriter, Place place) {
		LocalCommand local = local(container);
		Map<String, String> declared = this.environments.of(container);
		Map<String, String> environment = environment(local, rewriter.environment(declared), place);
		List<String> own = expand(container.getCommand(), declared);
		List<String> words = new ArrayList<>(own.isEmpty() ? local.command() : rewriter.words(own));
		words.addAll(rewriter.words(expand(container.getArgs(), declared)));
		words.set(0, onPath(words.getFirst(), environment.getOrDefault("PATH", DEFAULT_PATH)));
		String directory = container.getWorkingDir();
		return new ProcessCommand(container.getName(), words, environment,
				(directory != null) ? Path.of(rewriter.path(directory)) : place.home(), place.log());
	}

	/**
	 * Makes the command of something that runs beside a container's process, such as an
	 * exec probe.
	 * @param main the container's own command
	 * @param words what to run
	 * @param rewriter puts this machine's paths and ports in
	 * @return the command, with the same environment
	 */
	public static ProcessCommand beside(ProcessCommand main, List<String> words, Rewriter rewriter) {
		List<String> rewritten = new ArrayList<>(rewriter.words(words));
		rewritten.set(0, onPath(rewritten.getFirst(), main.environment().getOrDefault("PATH", DEFAULT_PATH)));
		return new ProcessCommand(main.name() + "-exec", rewritten, main.environment(), main.directory(),
				Path.of("/dev/null"));
	}

	private LocalCommand local(V1Container container) {
		String name = ImageTable.nameOf(Present.of(container.getImage()));
		return this.images.find(name)
			.orElseThrow(() -> new NotStartableException("ErrImagePull",
					"image " + container.getImage() + " stands for no local command: the virtual node knows "
							+ String.join(", ", this.images.names())));
	}

	private static Map<String, String> environment(LocalCommand local, Map<String, String> declared, Place place) {
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("PATH", DEFAULT_PATH);
		environment.put("HOME", place.home().toString());
		environment.put("LANG", "C.UTF-8");
		environment.put("OBOL_LOCAL", "true");
		if (place.kubeconfig() != null) {
			environment.put("KUBECONFIG", place.kubeconfig().toString());
		}
		environment.putAll(local.environment());
		environment.putAll(declared);
		return environment;
	}

	private static List<String> expand(@Nullable List<String> words, Map<String, String> environment) {
		return Present.orEmpty(words).stream().map((word) -> Expansion.expand(word, environment)).toList();
	}

	/** A child's own PATH counts, as it would in a container; Java would take ours. */
	private static String onPath(String program, String path) {
		if (program.contains("/")) {
			return program;
		}
		for (String directory : path.split(":")) {
			Path candidate = Path.of(directory, program);
			if (!directory.isEmpty() && Files.isExecutable(candidate)) {
				return candidate.toString();
			}
		}
		throw new NotStartableException("CreateContainerError",
				"no program " + program + " on the container's PATH " + path);
	}

	/**
	 * Where a container's process runs.
	 *
	 * @param home its home and working directory
	 * @param log where its output goes
	 * @param kubeconfig its service account's kubeconfig, if it has one
	 */
	public record Place(Path home, Path log, @Nullable Path kubeconfig) {
	}

}
