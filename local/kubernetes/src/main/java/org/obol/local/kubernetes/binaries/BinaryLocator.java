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

	private final BinaryCache cache;

	private final Map<String, String> environment;

	private final List<BinaryMaker> makers;

	BinaryLocator(Path cache, Map<String, String> environment, List<BinaryMaker> makers) {
		this.cache = new BinaryCache(cache);
		this.environment = environment;
		this.makers = List.copyOf(makers);
	}

	/**
	 * Uses the cache below a data directory.
	 * @param dataDirectory such as {@code ~/.obol}
	 * @return a locator with all sources
	 */
	public static BinaryLocator in(Path dataDirectory) {
		Map<String, String> environment = System.getenv();
		Path cache = dataDirectory.resolve("kubernetes").resolve(ControlPlaneBinaries.KUBERNETES_VERSION);
		return new BinaryLocator(cache, environment,
				List.of(new ReleaseDownload(DownloadSites.from(environment)), new GoBuild(environment)));
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
		Optional<ControlPlaneBinaries> cached = this.cache.find();
		return cached.orElseGet(() -> this.cache.whileLocked(progress, () -> make(progress)));
	}

	private ControlPlaneBinaries make(Progress progress) {
		// Another process may have made them while we waited for the lock.
		Optional<ControlPlaneBinaries> cached = this.cache.find();
		if (cached.isPresent()) {
			return cached.get();
		}
		List<String> closed = new ArrayList<>();
		for (BinaryMaker maker : this.makers) {
			Optional<String> why = this.cache.fill((staging) -> maker.make(staging, progress));
			if (why.isEmpty()) {
				return this.cache.find().orElseThrow();
			}
			progress.step(why.get());
			closed.add(why.get());
		}
		throw new BinariesUnavailableException(
				"No Kubernetes control plane on this machine (" + String.join("; ", closed)
						+ "): connect to the network once, or install Go 1.26 or later, or set KUBEBUILDER_ASSETS to a "
						+ "directory with " + String.join(", ", ControlPlaneBinaries.NAMES));
	}

}
