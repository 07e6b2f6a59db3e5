package org.obol.local.kubernetes.volume;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Secret;
import org.obol.local.kubernetes.rest.RestClient;

/**
 * Reads ConfigMaps and Secrets of one namespace as plain keys and values.
 */
public final class KeyValues {

	private final RestClient api;

	private final String namespace;

	/**
	 * Reads from the API server, not from a cache: a pod often comes right after its
	 * configuration.
	 * @param api the API server
	 * @param namespace the pod's namespace
	 */
	public KeyValues(RestClient api, String namespace) {
		this.api = api;
		this.namespace = namespace;
	}

	/**
	 * Reads a ConfigMap.
	 * @param name its name
	 * @return its data and binary data, or nothing if it does not exist
	 */
	public Optional<Map<String, byte[]>> configMap(String name) {
		return this.api.read(path("configmaps", name), V1ConfigMap.class).map((configMap) -> {
			Map<String, byte[]> values = new TreeMap<>();
			if (configMap.getData() != null) {
				configMap.getData().forEach((key, value) -> values.put(key, value.getBytes(StandardCharsets.UTF_8)));
			}
			if (configMap.getBinaryData() != null) {
				values.putAll(configMap.getBinaryData());
			}
			return values;
		});
	}

	/**
	 * Reads a Secret.
	 * @param name its name
	 * @return its data, or nothing if it does not exist
	 */
	public Optional<Map<String, byte[]>> secret(String name) {
		return this.api.read(path("secrets", name), V1Secret.class)
			.map((secret) -> (secret.getData() != null) ? secret.getData() : Map.of());
	}

	private String path(String kind, String name) {
		return "/api/v1/namespaces/" + this.namespace + "/" + kind + "/" + name;
	}

}
