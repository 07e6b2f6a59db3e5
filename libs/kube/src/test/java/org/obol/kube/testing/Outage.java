package org.obol.kube.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.local.kubernetes.process.ChildProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** A time in which the API server takes connections and answers nothing. */
public final class Outage implements AutoCloseable {

	/** How long: {@code -Doutage.seconds}, short unless somebody wants to know. */
	public static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("outage.seconds", 5));

	private final long apiServer;

	/**
	 * Begins now, and ends with {@link #close()}.
	 * @param cluster whose API server
	 */
	public Outage(TestCluster cluster) {
		this.apiServer = cluster.controlPlane()
			.processes()
			.stream()
			.filter((process) -> "kube-apiserver".equals(process.name()))
			.mapToLong(ChildProcess::pid)
			.findFirst()
			.orElseThrow();
		signal("STOP");
	}

	@Override
	public void close() {
		signal("CONT");
	}

	private void signal(String name) {
		try {
			Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(this.apiServer)).inheritIO().start();
			assertThat(kill.waitFor()).isZero();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
