package org.obol.local.kubernetes.controlplane;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.binaries.BinaryLocator;
import org.obol.local.kubernetes.binaries.Progress;

/**
 * How a control plane is to run.
 *
 * @param directory where its state, keys and logs are; {@code null} for a temporary one
 * that is deleted at the end
 * @param port the API server's loopback port; 0 for a free one
 * @param locator where its programs come from
 * @param progress hears what is done
 * @param timeout how long to wait until it is ready
 */
public record ControlPlaneOptions(@Nullable Path directory, int port, BinaryLocator locator, Progress progress,
		Duration timeout) {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	/**
	 * For tests: temporary, fast rather than safe, on a free port.
	 * @return the options
	 */
	public static ControlPlaneOptions temporary() {
		return new ControlPlaneOptions(null, 0, BinaryLocator.standard(), Progress.SILENT, TIMEOUT);
	}

	/**
	 * Keeps its state, so that the next start on the same directory goes on from there.
	 * @param directory where its state, keys and logs are
	 * @return the options, with a free port
	 */
	public static ControlPlaneOptions persistent(Path directory) {
		return new ControlPlaneOptions(directory.toAbsolutePath(), 0, BinaryLocator.standard(), Progress.SILENT,
				TIMEOUT);
	}

	/**
	 * Changes the port.
	 * @param newPort the API server's loopback port; 0 for a free one
	 * @return changed options
	 */
	public ControlPlaneOptions withPort(int newPort) {
		return new ControlPlaneOptions(this.directory, newPort, this.locator, this.progress, this.timeout);
	}

	/**
	 * Changes where the programs come from.
	 * @param newLocator finds them
	 * @return changed options
	 */
	public ControlPlaneOptions withLocator(BinaryLocator newLocator) {
		return new ControlPlaneOptions(this.directory, this.port, newLocator, this.progress, this.timeout);
	}

	/**
	 * Changes who hears what is done.
	 * @param newProgress hears it
	 * @return changed options
	 */
	public ControlPlaneOptions withProgress(Progress newProgress) {
		return new ControlPlaneOptions(this.directory, this.port, this.locator, newProgress, this.timeout);
	}

	boolean isDurable() {
		return this.directory != null;
	}

}
