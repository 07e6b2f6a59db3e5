package org.obol.local.kubernetes.binaries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the programs of the control plane: a directory given by hand, then the cache,
 * then the official download, then a build from source.
 */
public final class BinaryLocator {

	private final Path cache;

	private final Map<String, String> environment;

	private final List<BinarySource> makers;

	BinaryLocator(Path cache, Map<String, String> environment, List<BinarySource> makers) {
		this.cache = cache;
		this.environment = environment;
		this.makers = List.copyOf(makers);
	}

	/**
	 * Uses the cache below a data directory.
	 * @param dataDirectory such as {@code ~/.obol}
	 * @return a locator with all sources
	 */
	public static BinaryLocator in(Path dataDirectory) {
		Path cache = dataDirectory.resolve("kubernetes").resolve(ControlPlaneBinaries.KUBERNETES_VERSION);
		return new BinaryLocator(cache, System.getenv(), List.of());
	}

	/**
	 * Uses the cache of the person who runs this: {@code OBOL_CACHE}, otherwise
	 * {@code ~/.obol}. A data directory elsewhere shares it.
	 * @return a locator with all sources
	 */
	public static BinaryLocator standard() {
		String home = System.getenv("OBOL_CACHE");
		return in((home != null) ? Path.of(home) : Path.of(System.getProperty("user.home"), ".obol"));
	}

	/**
	 * Finds the programs, which may take minutes when they have to be made.
	 * @param progress hears what is done
	 * @return the programs
	 * @throws BinariesUnavailableException if none of the ways is possible, with what to
	 * do
	 */
	public ControlPlaneBinaries locate(Progress progress) {
		String assets = this.environment.get("KUBEBUILDER_ASSETS");
		if (assets != null && !assets.isBlank()) {
			return ControlPlaneBinaries.in(Path.of(assets))
				.orElseThrow(() -> new BinariesUnavailableException("KUBEBUILDER_ASSETS=" + assets + " must hold "
						+ String.join(", ", ControlPlaneBinaries.NAMES) + ", all executable"));
		}
		List<BinarySource> sources = new ArrayList<>();
		sources.add((ignored) -> ControlPlaneBinaries.in(this.cache));
		sources.addAll(this.makers);
		return sources.stream()
			.map((source) -> source.find(progress))
			.flatMap(Optional::stream)
			.findFirst()
			.orElseThrow(() -> new BinariesUnavailableException("No Kubernetes control plane on this machine: "
					+ "connect to the network once, or install Go 1.26 or later, or set KUBEBUILDER_ASSETS to a "
					+ "directory with " + String.join(", ", ControlPlaneBinaries.NAMES)));
	}

}
