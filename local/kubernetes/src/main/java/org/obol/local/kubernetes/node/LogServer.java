package org.obol.local.kubernetes.node;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import org.obol.local.kubernetes.pod.ContainerSnapshot;
import org.obol.local.kubernetes.pod.PodRunner;

/**
 * The part of a kubelet's HTTPS interface that {@code kubectl logs} needs. Only the API
 * server may call it: the client's certificate must be signed by the control plane.
 */
final class LogServer implements AutoCloseable {

	private static final String PREFIX = "/containerLogs/";

	private final HttpsServer server;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final Supplier<Collection<PodRunner>> pods;

	LogServer(SSLContext tls, Supplier<Collection<PodRunner>> pods) {
		this.pods = pods;
		try {
			this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setHttpsConfigurator(new HttpsConfigurator(tls) {

			@Override
			public void configure(HttpsParameters parameters) {
				SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
				ssl.setNeedClientAuth(true);
				parameters.setSSLParameters(ssl);
			}

		});
		this.server.createContext(PREFIX, this::logs);
		this.server.createContext("/", (exchange) -> answer(exchange, 501,
				"the virtual node serves logs only; its pods are processes of this machine\n"));
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	private void logs(HttpExchange exchange) throws IOException {
		String[] names = exchange.getRequestURI().getPath().substring(PREFIX.length()).split("/");
		LogQuery query = LogQuery.parse(exchange.getRequestURI().getQuery());
		Optional<Path> log = (names.length == 3) ? find(names, query) : Optional.empty();
		if (log.isEmpty() || !Files.exists(log.get())) {
			answer(exchange, 404, "no log of container " + String.join("/", names) + " on this node\n");
			return;
		}
		exchange.getResponseHeaders().set("Content-Type", "text/plain");
		exchange.sendResponseHeaders(200, 0);
		try (OutputStream out = exchange.getResponseBody()) {
			new LogTail(log.get(), query).copy(out, () -> isRunning(names));
		}
	}

	private Optional<Path> find(String[] names, LogQuery query) {
		return container(names).map(ContainerSnapshot::log)
			.map((log) -> query.previous() ? log.resolveSibling(names[2] + ".previous.log") : log);
	}

	private boolean isRunning(String[] names) {
		return container(names).filter((container) -> !container.hasEnded()).isPresent();
	}

	private Optional<ContainerSnapshot> container(String[] names) {
		return this.pods.get()
			.stream()
			.filter((pod) -> pod.pod().namespace().equals(names[0]) && pod.pod().name().equals(names[1]))
			.flatMap((pod) -> pod.containers().stream())
			.filter((container) -> container.name().equals(names[2]))
			.findFirst();
	}

	private static void answer(HttpExchange exchange, int status, String text) throws IOException {
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().putAll(Map.of("Content-Type", java.util.List.of("text/plain")));
		exchange.sendResponseHeaders(status, body.length);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(body);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
