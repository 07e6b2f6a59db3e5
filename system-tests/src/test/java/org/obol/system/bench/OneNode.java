package org.obol.system.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.ServiceResolver;

/**
 * A node for the pods of one namespace, without processes: a new pod is ready at once. It
 * also answers for the agent in it, and for the sellers' own services.
 */
final class OneNode implements AutoCloseable {

	private static final String READY = """
			{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}""";

	private final HttpServer server;

	private final Thread thread;

	private volatile boolean closed;

	OneNode(Cluster cluster, String namespace) {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", (exchange) -> {
			String path = exchange.getRequestURI().getPath();
			boolean open = path.equals("/health") || exchange.getRequestHeaders().containsKey("Authorization");
			byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(!open ? 401 : path.equals("/v1/toolsets") ? 404 : 200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.server.start();
		this.thread = Thread.ofPlatform().daemon().name("one-node").start(() -> run(cluster, namespace));
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	private void run(Cluster cluster, String namespace) {
		while (!this.closed) {
			try {
				look(cluster, namespace);
			}
			catch (ApiException ex) {
				// The pod was replaced meanwhile, or nothing is there yet.
				Program.pause(Duration.ofMillis(20));
			}
			// Every look costs the API server what a buyer's or a seller's call costs it.
			Program.pause(Duration.ofMillis(100));
		}
	}

	private void look(Cluster cluster, String namespace) throws ApiException {
		for (JsonObject pod : cluster.list(ResourceType.POD, namespace, "")) {
			boolean going = !Documents.text(pod, "metadata", "deletionTimestamp").isEmpty();
			ObjectKey key = Documents.key(pod);
			if (going) {
				cluster.delete(ResourceType.POD, key, null);
			}
			else if (!"Running".equals(Documents.text(pod, "status", "phase"))) {
				cluster.merge(ResourceType.POD, new ObjectKey(namespace, key.name() + "/status"),
						JsonParser.parseString(READY).getAsJsonObject());
			}
		}
		for (JsonObject service : cluster.list(ResourceType.SERVICE, namespace, "")) {
			String address = "8642=127.0.0.1:" + port();
			if (!address
				.equals(Documents.text(service, "metadata", "annotations", ServiceResolver.ENDPOINT_ANNOTATION))) {
				cluster.merge(ResourceType.SERVICE, Documents.key(service), Documents.object("metadata", Documents
					.object("annotations", Documents.object(ServiceResolver.ENDPOINT_ANNOTATION, address))));
			}
		}
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			this.thread.join(Duration.ofSeconds(5));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.server.stop(0);
	}

}
