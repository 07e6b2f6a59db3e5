package org.obol.shell.cluster;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.obol.api.Agent;
import org.obol.api.ServiceOffer;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.KubernetesClients;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.place.Place;

/** The seller's side of the cluster: its Agents and ServiceOffers. */
public final class Market {

	/** Who the fields belong to that the console writes. */
	public static final String FIELD_MANAGER = "obol-shell";

	private static final String NOT_RUNNING = "The suite is not running. Start it with `obol up`";

	private static final int TOO_EARLY = 429;

	private static final int ATTEMPTS = 20;

	private final Cluster cluster;

	private Market(Cluster cluster) {
		this.cluster = cluster;
	}

	/**
	 * Opens the cluster.
	 * @param place where things are
	 * @return access to it; nothing has been asked yet
	 * @throws RefusedException if there is no cluster to be found
	 */
	public static Market at(Place place) {
		Path file = place.kubeconfig().orElseThrow(() -> new RefusedException(NOT_RUNNING));
		return new Market(new Cluster(client(file), FIELD_MANAGER));
	}

	private static ApiClient client(Path file) {
		try (Reader reader = Files.newBufferedReader(file)) {
			KubeConfig config = KubeConfig.loadKubeConfig(reader);
			config.setFile(file.toFile());
			return KubernetesClients.forCalls(ClientBuilder.kubeconfig(config).build());
		}
		catch (IOException | RuntimeException ex) {
			throw new RefusedException("The kubeconfig " + file + " can't be used: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Finds an Agent.
	 * @param key its namespace and name
	 * @return the Agent, if it exists
	 * @throws ApiException if the API server refuses
	 */
	public Optional<Agent> agent(ObjectKey key) throws ApiException {
		return patient(() -> this.cluster.get(ResourceType.AGENT, key))
			.map((document) -> Documents.as(document, Agent.class));
	}

	/**
	 * Lists Agents.
	 * @param namespace where; empty means everywhere
	 * @return in the API server's order
	 * @throws ApiException if the API server refuses
	 */
	public List<Agent> agents(String namespace) throws ApiException {
		return patient(() -> this.cluster.list(ResourceType.AGENT, namespace, "")).stream()
			.map((document) -> Documents.as(document, Agent.class))
			.toList();
	}

	/**
	 * Finds an offer.
	 * @param key its namespace and name
	 * @return the offer, if it exists
	 * @throws ApiException if the API server refuses
	 */
	public Optional<ServiceOffer> offer(ObjectKey key) throws ApiException {
		return patient(() -> this.cluster.get(ResourceType.SERVICE_OFFER, key))
			.map((document) -> Documents.as(document, ServiceOffer.class));
	}

	/**
	 * Lists offers.
	 * @param namespace where; empty means everywhere
	 * @return in the API server's order
	 * @throws ApiException if the API server refuses
	 */
	public List<ServiceOffer> offers(String namespace) throws ApiException {
		return patient(() -> this.cluster.list(ResourceType.SERVICE_OFFER, namespace, "")).stream()
			.map((document) -> Documents.as(document, ServiceOffer.class))
			.toList();
	}

	/**
	 * Makes sure that a namespace exists. One that is there is left as it is.
	 * @param name its name
	 * @param labels what a new one is labelled with
	 * @return true if it was made just now
	 * @throws ApiException if the API server refuses
	 */
	public boolean ensureNamespace(String name, Map<String, String> labels) throws ApiException {
		ObjectKey key = new ObjectKey("", name);
		if (this.cluster.get(ResourceType.NAMESPACE, key).isPresent()) {
			return false;
		}
		try {
			this.cluster.create(ResourceType.NAMESPACE, Documents.manifest(ResourceType.NAMESPACE, key, labels));
			return true;
		}
		catch (ApiException ex) {
			if (ex.getCode() != 409) {
				throw ex;
			}
			return false;
		}
	}

	/**
	 * Creates an object.
	 * @param type its kind
	 * @param document the object
	 * @throws ApiException with code 409 if it exists already
	 */
	public void create(ResourceType type, JsonObject document) throws ApiException {
		this.cluster.create(type, document);
	}

	/**
	 * Makes an object what a document says.
	 * @param type its kind
	 * @param document what is wanted, and nothing else
	 * @return true if it is new
	 * @throws ApiException if the API server refuses
	 */
	public boolean apply(ResourceType type, JsonObject document) throws ApiException {
		boolean isNew = this.cluster.get(type, Documents.key(document)).isEmpty();
		this.cluster.apply(type, document);
		return isNew;
	}

	/**
	 * Changes some fields of an object.
	 * @param type its kind
	 * @param key which one
	 * @param patch a JSON merge patch
	 * @throws ApiException if the API server refuses
	 */
	public void merge(ResourceType type, ObjectKey key, JsonObject patch) throws ApiException {
		this.cluster.merge(type, key, patch);
	}

	/**
	 * Reads any object.
	 * @param type its kind
	 * @param key which one
	 * @return the object, if it exists
	 * @throws ApiException if the API server refuses
	 */
	public Optional<JsonObject> get(ResourceType type, ObjectKey key) throws ApiException {
		return this.cluster.get(type, key);
	}

	/**
	 * Deletes an object.
	 * @param type its kind
	 * @param key which one
	 * @return false if there was nothing to delete
	 * @throws ApiException if the API server refuses
	 */
	public boolean delete(ResourceType type, ObjectKey key) throws ApiException {
		return this.cluster.delete(type, key, null);
	}

	/**
	 * A resource that was installed a moment ago answers 429 until its storage is there.
	 */
	private static <T> T patient(Call<T> call) throws ApiException {
		for (int attempt = 1;; attempt++) {
			try {
				return call.call();
			}
			catch (ApiException ex) {
				if (ex.getCode() != TOO_EARLY || attempt == ATTEMPTS) {
					throw ex;
				}
				Waiting.pause();
			}
		}
	}

	/**
	 * One call of the API server.
	 *
	 * @param <T> its answer
	 */
	@FunctionalInterface
	private interface Call<T> {

		T call() throws ApiException;

	}

}
