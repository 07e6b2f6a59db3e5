package org.obol.local.kubernetes.binaries;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.obol.local.kubernetes.process.ChildProcess;
import org.obol.local.kubernetes.process.ProcessCommand;

/**
 * Builds the programs from the Go modules of Kubernetes and etcd, whose versions and
 * checksums {@code go.mod} and {@code go.sum} in this package pin. It takes 8 to 10
 * minutes on two cores when Go's build cache is empty.
 */
final class GoBuild implements BinaryMaker {

	private static final Duration REPORT = Duration.ofSeconds(10);

	private static final String LINK_FLAGS = "-s -w -X k8s.io/component-base/version.gitVersion="
			+ ControlPlaneBinaries.KUBERNETES_VERSION
			+ " -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=37";

	private final Map<String, String> environment;

	GoBuild(Map<String, String> environment) {
		this.environment = environment;
	}

	@Override
	public Optional<String> make(Path staging, Progress progress) {
		Optional<GoToolchain> go = GoToolchain.find(this.environment);
		if (go.isEmpty()) {
			return Optional.of("no Go 1.26 or later to build with");
		}
		Path source = staging.resolve("source");
		layOut(source);
		progress.step("Building Kubernetes " + ControlPlaneBinaries.KUBERNETES_VERSION + " with " + go.get().version()
				+ ", once; this takes up to 10 minutes");
		return ControlPlaneBinaries.NAMES.stream()
			.flatMap((name) -> build(name, go.get(), source, staging.resolve(name), progress).stream())
			.findFirst();
	}

	private static void layOut(Path source) {
		copy("go.mod.txt", source.resolve("go.mod"));
		copy("go.sum.txt", source.resolve("go.sum"));
		for (String name : ControlPlaneBinaries.NAMES) {
			copy(name + ".go.txt", source.resolve("cmd").resolve(name).resolve("main.go"));
		}
	}

	private static void copy(String resource, Path target) {
		try (InputStream in = GoBuild.class.getResourceAsStream(resource)) {
			if (in == null) {
				throw new IllegalStateException("no resource " + resource);
			}
			Files.createDirectories(target.getParent());
			Files.copy(in, target);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Optional<String> build(String name, GoToolchain go, Path source, Path target, Progress progress) {
		Path log = source.resolve(name + ".log");
		long begun = System.nanoTime();
		progress.step("Building " + name);
		ChildProcess process = ChildProcess.start(new ProcessCommand(
				"go build " + name, List.of(go.program().toString(), "build", "-v", "-mod=readonly", "-trimpath",
						"-ldflags", LINK_FLAGS, "-o", target.toString(), "./cmd/" + name),
				this.environment, source, log));
		while (isRunning(process)) {
			progress.step("Building " + name + ": " + lines(log) + " packages after " + seconds(begun) + " s");
		}
		int status = process.onExit().join();
		if (status == 0) {
			progress.step("Built " + name + " in " + seconds(begun) + " s");
			return Optional.empty();
		}
		return Optional.of("go build " + name + " failed: " + lastLine(log));
	}

	private static boolean isRunning(ChildProcess process) {
		try {
			process.onExit().get(REPORT.toMillis(), TimeUnit.MILLISECONDS);
			return false;
		}
		catch (TimeoutException ex) {
			return true;
		}
		catch (InterruptedException | ExecutionException ex) {
			process.stop(Duration.ZERO);
			throw new IllegalStateException("interrupted while building", ex);
		}
	}

	private static long seconds(long begun) {
		return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
	}

	private static long lines(Path log) {
		try (Stream<String> lines = Files.lines(log)) {
			return lines.count();
		}
		catch (IOException ex) {
			return 0;
		}
	}

	private static String lastLine(Path log) {
		try (Stream<String> lines = Files.lines(log)) {
			return lines.filter((line) -> !line.isBlank()).reduce("", (first, second) -> second);
		}
		catch (IOException ex) {
			return "no output";
		}
	}

}
