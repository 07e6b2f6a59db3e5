package org.obol.local.kubernetes.container;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1EnvFromSource;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1EnvVarSource;
import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.manifest.Present;
import org.obol.local.kubernetes.volume.KeyValues;
import org.obol.local.kubernetes.volume.PodFields;

/**
 * Computes a container's environment from its manifest: plain values, references to
 * ConfigMaps, Secrets and the pod's fields, and {@code $(NAME)} in values.
 */
public final class EnvironmentSource {

	private static final String CONFIG_ERROR = "CreateContainerConfigError";

	private final PodView pod;

	private final KeyValues values;

	/**
	 * Computes for the containers of one pod.
	 * @param pod the pod
	 * @param values the ConfigMaps and Secrets of its namespace
	 */
	public EnvironmentSource(PodView pod, KeyValues values) {
		this.pod = pod;
		this.values = values;
	}

	/**
	 * Computes the environment that the manifest asks for.
	 * @param container the container
	 * @return value by name, in the manifest's order
	 * @throws NotStartableException if a reference leads nowhere
	 */
	public Map<String, String> of(V1Container container) {
		Map<String, String> environment = new LinkedHashMap<>();
		for (V1EnvFromSource source : Present.orEmpty(container.getEnvFrom())) {
			environment.putAll(all(source));
		}
		for (V1EnvVar variable : Present.orEmpty(container.getEnv())) {
			V1EnvVarSource from = variable.getValueFrom();
			if (from == null) {
				String value = (variable.getValue() != null) ? variable.getValue() : "";
				environment.put(variable.getName(), Expansion.expand(value, environment));
			}
			else {
				one(from).ifPresent((value) -> environment.put(variable.getName(), value));
			}
		}
		return environment;
	}

	private Map<String, String> all(V1EnvFromSource source) {
		String prefix = (source.getPrefix() != null) ? source.getPrefix() : "";
		Map<String, String> environment = new LinkedHashMap<>();
		if (source.getConfigMapRef() != null) {
			found("ConfigMap " + source.getConfigMapRef().getName(),
					this.values.configMap(Present.of(source.getConfigMapRef().getName())),
					source.getConfigMapRef().getOptional())
				.forEach((key, value) -> environment.put(prefix + key, text(value)));
		}
		if (source.getSecretRef() != null) {
			found("Secret " + source.getSecretRef().getName(),
					this.values.secret(Present.of(source.getSecretRef().getName())),
					source.getSecretRef().getOptional())
				.forEach((key, value) -> environment.put(prefix + key, text(value)));
		}
		return environment;
	}

	private Optional<String> one(V1EnvVarSource from) {
		if (from.getSecretKeyRef() != null) {
			var ref = from.getSecretKeyRef();
			return key("Secret " + ref.getName(), this.values.secret(Present.of(ref.getName())), ref.getKey(),
					ref.getOptional());
		}
		if (from.getConfigMapKeyRef() != null) {
			var ref = from.getConfigMapKeyRef();
			return key("ConfigMap " + ref.getName(), this.values.configMap(Present.of(ref.getName())), ref.getKey(),
					ref.getOptional());
		}
		if (from.getFieldRef() != null) {
			String path = from.getFieldRef().getFieldPath();
			return Optional.of(PodFields.value(this.pod, path)
				.orElseThrow(() -> new NotStartableException(CONFIG_ERROR, "unknown field " + path)));
		}
		// Resource fields have no meaning for a process without limits.
		return Optional.empty();
	}

	private static Optional<String> key(String what, Optional<Map<String, byte[]>> found, String key,
			@Nullable Boolean optional) {
		byte[] value = found(what, found, optional).get(key);
		if (value != null) {
			return Optional.of(text(value));
		}
		if (Boolean.TRUE.equals(optional)) {
			return Optional.empty();
		}
		throw new NotStartableException(CONFIG_ERROR, what + " has no key " + key);
	}

	private static Map<String, byte[]> found(String what, Optional<Map<String, byte[]>> found,
			@Nullable Boolean optional) {
		if (found.isEmpty() && !Boolean.TRUE.equals(optional)) {
			throw new NotStartableException(CONFIG_ERROR, what + " does not exist");
		}
		return found.orElse(Map.of());
	}

	private static String text(byte[] value) {
		return new String(value, StandardCharsets.UTF_8);
	}

}
