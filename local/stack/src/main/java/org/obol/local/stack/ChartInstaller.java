package org.obol.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.obol.local.stack.console.StackException;

/**
 * The process that installs the chart. It is started early, so that helm is loaded by the
 * time Kubernetes answers; it ends with the installation, or with us.
 */
final class ChartInstaller implements AutoCloseable {

	private final Process process;

	private ChartInstaller(Process process) {
		this.process = process;
	}

	static ChartInstaller start(Path chart, Path values, Path kubeconfig) {
		List<String> words = new ArrayList<>(OwnProgram.java());
		words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
		words.addAll(OwnProgram.program());
		words.addAll(List.of("install-chart", chart.toString(), values.toString(), kubeconfig.toString()));
		try {
			return new ChartInstaller(new ProcessBuilder(words).redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Installs now.
	 * @throws StackException with helm's reason when it refuses
	 */
	void install() {
		try {
			this.process.outputWriter(StandardCharsets.UTF_8).append("go\n").flush();
			String said = new String(this.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			if (this.process.waitFor() != 0) {
				throw new StackException(said.lines().reduce("", (ignored, line) -> line).replaceFirst("^obol: ", ""));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StackException("interrupted while the chart was installed", ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
