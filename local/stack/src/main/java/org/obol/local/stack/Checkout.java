package org.obol.local.stack;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.obol.local.stack.console.StackException;

/**
 * The folder with the built programs and the chart.
 *
 * @param root the repository's root
 */
record Checkout(Path root) {

	private static final List<String> PROGRAMS = List.of("agent-controller", "offer-controller", "payment-gateway",
			"storefront", "agent-tools", "remote-signer", "local/demo-agent", "shell");

	/** Finds the checkout: the script names it, otherwise this program lies in it. */
	static Checkout find() {
		String named = System.getProperty("obol.root");
		if (named != null) {
			return new Checkout(Path.of(named).toAbsolutePath().normalize());
		}
		return above(ownLocation()).map(Checkout::new)
			.orElseThrow(() -> new StackException("The checkout was not found: run ./obol, or give -Dobol.root=DIR."));
	}

	private static Path ownLocation() {
		try {
			String location = Checkout.class.getProtectionDomain().getCodeSource().getLocation().toURI().toString();
			String file = location.replaceFirst("^jar:(nested:|file:)?", "")
				.replaceFirst("^file:", "")
				.replaceFirst("!.*$", "");
			return Path.of(file);
		}
		catch (URISyntaxException ex) {
			throw new StackException("The checkout was not found: run ./obol, or give -Dobol.root=DIR.", ex);
		}
	}

	private static Optional<Path> above(Path start) {
		for (Path folder = start; folder != null; folder = folder.getParent()) {
			if (Files.exists(folder.resolve("charts/obol/Chart.yaml"))) {
				return Optional.of(folder);
			}
		}
		return Optional.empty();
	}

	Path chart() {
		return this.root.resolve("charts/obol");
	}

	/**
	 * Says where a module's program lies once it is built.
	 * @param module the module's folder, for example {@code local/demo-agent}
	 */
	Path jar(String module) {
		return this.root.resolve(module).resolve("target").resolve(Path.of(module).getFileName() + ".jar");
	}

	/** The jars of those programs that run in pods, by the name of their image. */
	Map<String, Path> jarsByImage() {
		return PROGRAMS.stream()
			.filter((module) -> !"shell".equals(module))
			.collect(Collectors.toMap((module) -> Path.of(module).getFileName().toString(), this::jar));
	}

	/** The script that stands for the image of Hermes. */
	Path hermes() {
		return this.root.resolve("local/hermes/run.sh");
	}

	void requireBuilt() {
		List<Path> missing = PROGRAMS.stream().map(this::jar).filter((jar) -> !Files.exists(jar)).toList();
		if (!missing.isEmpty()) {
			throw new StackException(missing.getFirst() + " is missing: build it with mvn -DskipTests package.");
		}
	}

}
