package org.obol.shell.sell;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.obol.api.ApiGroup;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.ServiceResolver;
import org.obol.shell.cluster.Market;
import org.obol.shell.grammar.RefusedException;

/**
 * Something that listens on this machine already, made known to the cluster as a Service
 * without selector.
 *
 * @param host where it listens
 * @param port its port
 */
record LaptopService(String host, int port) {

	static final Map<String, String> LABELS = Map.of(ApiGroup.PART_OF_LABEL, ApiGroup.PART_OF,
			"app.kubernetes.io/managed-by", "obol-shell");

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	/** Refuses what a seller would only find out from a condition later. */
	void requireHealthy(String healthPath) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(this.host, this.port), (int) PATIENCE.toMillis());
		}
		catch (IOException ex) {
			throw new RefusedException(
					"Nothing listens on " + address() + "; start your service first, or give its " + "port with --port",
					ex);
		}
		int status = status(healthPath);
		if (status < 200 || status > 299) {
			throw new RefusedException("GET http://" + address() + healthPath + " answered "
					+ ((status > 0) ? "HTTP " + status : "nothing that is HTTP")
					+ "; an offer needs a path that answers 2xx: name it with --health-path, such as --health-path /");
		}
	}

	private int status(String path) {
		try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address() + path))
				.timeout(PATIENCE)
				.build();
			return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
		}
		catch (IOException ex) {
			return 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RefusedException("Cancelled", ex);
		}
	}

	/** Refuses to take over a Service that somebody else made. */
	static void requireFree(ObjectKey key, Market market) throws ApiException {
		Optional<JsonObject> there = market.get(ResourceType.SERVICE, key);
		boolean foreign = there
			.map((service) -> !"obol-shell"
				.equals(Documents.text(service, "metadata", "labels", "app.kubernetes.io/managed-by")))
			.orElse(false);
		if (foreign) {
			throw new RefusedException("Service " + key + " exists already and is not obol's; sell it with --upstream "
					+ key.name() + ", or choose another name");
		}
	}

	JsonObject document(ObjectKey key) {
		JsonObject service = Documents.manifest(ResourceType.SERVICE, key, LABELS);
		service.getAsJsonObject("metadata")
			.add("annotations", Documents.object(ServiceResolver.ENDPOINT_ANNOTATION, this.port + "=" + address()));
		service.add("spec", Documents.object("ports", Documents
			.array(Documents.object("name", "http", "port", this.port, "protocol", "TCP", "targetPort", this.port))));
		return service;
	}

	String address() {
		return this.host + ":" + this.port;
	}

}
