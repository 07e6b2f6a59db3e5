package org.obol.local.kubernetes.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.kubernetes.client.openapi.models.V1ExecAction;
import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1HTTPHeader;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1TCPSocketAction;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.obol.local.kubernetes.container.LocalPorts;
import org.obol.local.kubernetes.manifest.Present;
import org.obol.local.kubernetes.process.ChildProcess;
import org.obol.local.kubernetes.process.ProcessCommand;

/**
 * Asks a container once whether it is well.
 */
public final class ProbeAttempt {

	private static final OkHttpClient HTTP = new OkHttpClient.Builder().followRedirects(false).build();

	private final LocalPorts ports;

	private final Commands commands;

	/**
	 * Asks one container.
	 * @param ports where it listens
	 * @param commands makes the commands of exec probes
	 */
	public ProbeAttempt(LocalPorts ports, Commands commands) {
		this.ports = ports;
		this.commands = commands;
	}

	/**
	 * Asks once.
	 * @param probe how to ask
	 * @return nothing if the answer is good, otherwise why it is not
	 */
	public Optional<String> failure(V1Probe probe) {
		Duration timeout = Duration.ofSeconds(Present.orElse(probe.getTimeoutSeconds(), 1));
		try {
			if (probe.getHttpGet() != null) {
				return http(probe.getHttpGet(), timeout);
			}
			if (probe.getTcpSocket() != null) {
				return tcp(probe.getTcpSocket(), timeout);
			}
			if (probe.getExec() != null) {
				return exec(probe.getExec(), timeout);
			}
			return Optional.of("the virtual node has httpGet, tcpSocket and exec probes only");
		}
		catch (IOException | RuntimeException ex) {
			return Optional.of(String.valueOf(ex.getMessage()));
		}
	}

	private Optional<String> http(V1HTTPGetAction action, Duration timeout) throws IOException {
		String path = (action.getPath() != null) ? action.getPath() : "/";
		String scheme = "HTTPS".equals(action.getScheme()) ? "https" : "http";
		Request.Builder request = new Request.Builder()
			.url(scheme + "://127.0.0.1:" + this.ports.of(action.getPort()) + (path.startsWith("/") ? "" : "/") + path)
			.header("User-Agent", "kube-probe/1.37")
			.header("Connection", "close");
		for (V1HTTPHeader header : Present.orEmpty(action.getHttpHeaders())) {
			request.header(header.getName(), header.getValue());
		}
		OkHttpClient client = HTTP.newBuilder().callTimeout(timeout).build();
		try (Response response = client.newCall(request.build()).execute()) {
			boolean isGood = response.code() >= 200 && response.code() < 400;
			return isGood ? Optional.empty() : Optional.of("HTTP status " + response.code());
		}
	}

	private Optional<String> tcp(V1TCPSocketAction action, Duration timeout) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.ports.of(action.getPort())),
					(int) timeout.toMillis());
			return Optional.empty();
		}
	}

	private Optional<String> exec(V1ExecAction action, Duration timeout) {
		List<String> words = Present.orEmpty(action.getCommand());
		ChildProcess process = ChildProcess.start(this.commands.exec(words));
		try {
			int status = process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
			return (status == 0) ? Optional.empty() : Optional.of("exit status " + status);
		}
		catch (TimeoutException ex) {
			return Optional.of("no exit after " + timeout.toSeconds() + " s");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.of("interrupted");
		}
		catch (java.util.concurrent.ExecutionException ex) {
			return Optional.of(String.valueOf(ex.getMessage()));
		}
		finally {
			process.stop(Duration.ZERO);
		}
	}

	/** Makes the command of an exec probe. */
	@FunctionalInterface
	public interface Commands {

		/**
		 * Makes a command with the container's environment.
		 * @param words what the manifest says
		 * @return what to start
		 */
		ProcessCommand exec(List<String> words);

	}

}
