package org.obol.local.kubernetes.volume;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kubernetes.client.openapi.models.V1DownwardAPIVolumeFile;
import io.kubernetes.client.openapi.models.V1KeyToPath;
import io.kubernetes.client.openapi.models.V1ProjectedVolumeSource;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeProjection;
import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.manifest.Present;

/**
 * Computes which files the volumes of a pod hold that come from the API: ConfigMaps,
 * Secrets, fields of the pod and tokens of its service account.
 */
final class VolumeFiles {

	private static final int DEFAULT_MODE = 0644;

	private final PodView pod;

	private final KeyValues values;

	private final ServiceAccountTokens tokens;

	VolumeFiles(PodView pod, KeyValues values, ServiceAccountTokens tokens) {
		this.pod = pod;
		this.values = values;
		this.tokens = tokens;
	}

	/** Computes a volume's files, or nothing if the volume is not of this sort. */
	Optional<Map<String, FileContent>> of(V1Volume volume) {
		if (volume.getConfigMap() != null) {
			var source = volume.getConfigMap();
			return Optional.of(select("ConfigMap " + source.getName(),
					this.values.configMap(Present.of(source.getName())), source.getItems(),
					new Selection(source.getOptional(), Present.orElse(source.getDefaultMode(), DEFAULT_MODE))));
		}
		if (volume.getSecret() != null) {
			var source = volume.getSecret();
			return Optional.of(select("Secret " + source.getSecretName(),
					this.values.secret(Present.of(source.getSecretName())), source.getItems(),
					new Selection(source.getOptional(), Present.orElse(source.getDefaultMode(), DEFAULT_MODE))));
		}
		if (volume.getDownwardAPI() != null) {
			return Optional.of(fields(volume.getDownwardAPI().getItems(),
					Present.orElse(volume.getDownwardAPI().getDefaultMode(), DEFAULT_MODE)));
		}
		return Optional.ofNullable(volume.getProjected()).map(this::projected);
	}

	private Map<String, FileContent> projected(V1ProjectedVolumeSource projected) {
		Map<String, FileContent> files = new LinkedHashMap<>();
		int mode = Present.orElse(projected.getDefaultMode(), DEFAULT_MODE);
		for (V1VolumeProjection source : Present.orEmpty(projected.getSources())) {
			files.putAll(projection(source, mode));
		}
		return files;
	}

	private Map<String, FileContent> projection(V1VolumeProjection source, int mode) {
		if (source.getServiceAccountToken() != null) {
			var token = source.getServiceAccountToken();
			return Map.of(token.getPath(), FileContent.of(this.tokens.token(token), 0600));
		}
		if (source.getConfigMap() != null) {
			var configMap = source.getConfigMap();
			return select("ConfigMap " + configMap.getName(), this.values.configMap(Present.of(configMap.getName())),
					configMap.getItems(), new Selection(configMap.getOptional(), mode));
		}
		if (source.getSecret() != null) {
			var secret = source.getSecret();
			return select("Secret " + secret.getName(), this.values.secret(Present.of(secret.getName())),
					secret.getItems(), new Selection(secret.getOptional(), mode));
		}
		if (source.getDownwardAPI() != null) {
			return fields(source.getDownwardAPI().getItems(), mode);
		}
		throw new VolumeNotReadyException("the virtual node knows no such projected source: " + source);
	}

	private static Map<String, FileContent> select(String what, Optional<Map<String, byte[]>> found,
			@Nullable List<V1KeyToPath> items, Selection selection) {
		if (found.isEmpty()) {
			if (selection.isOptional()) {
				return Map.of();
			}
			throw new VolumeNotReadyException(what + " does not exist");
		}
		Map<String, FileContent> files = new LinkedHashMap<>();
		if (items == null || items.isEmpty()) {
			found.get().forEach((key, value) -> files.put(key, new FileContent(value, selection.mode())));
			return files;
		}
		for (V1KeyToPath item : items) {
			byte[] value = found.get().get(item.getKey());
			if (value != null) {
				files.put(item.getPath(), new FileContent(value, Present.orElse(item.getMode(), selection.mode())));
			}
			else if (!selection.isOptional()) {
				throw new VolumeNotReadyException(what + " has no key " + item.getKey());
			}
		}
		return files;
	}

	private Map<String, FileContent> fields(@Nullable List<V1DownwardAPIVolumeFile> items, int mode) {
		Map<String, FileContent> files = new LinkedHashMap<>();
		for (V1DownwardAPIVolumeFile item : Present.orEmpty(items)) {
			String path = (item.getFieldRef() != null) ? item.getFieldRef().getFieldPath() : "";
			files.put(item.getPath(), FileContent.of(PodFields.value(this.pod, path).orElse(""), mode));
		}
		return files;
	}

	/**
	 * What holds for all files of one source.
	 *
	 * @param optional whether the source may be missing
	 * @param mode the permission bits
	 */
	private record Selection(@Nullable Boolean optional, int mode) {

		boolean isOptional() {
			return Boolean.TRUE.equals(this.optional);
		}

	}

}
