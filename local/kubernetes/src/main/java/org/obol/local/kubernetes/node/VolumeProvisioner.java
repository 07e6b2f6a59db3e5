package org.obol.local.kubernetes.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kubernetes.client.openapi.models.V1PersistentVolume;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import org.obol.local.kubernetes.manifest.Present;
import org.obol.local.kubernetes.rest.Answer;
import org.obol.local.kubernetes.rest.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each claim that waits without a storage class a directory of this machine, and
 * deletes the directory when the claim is gone.
 */
final class VolumeProvisioner {

	static final String PROVISIONER = "local.obol.org/virtual-node";

	private static final Logger logger = LoggerFactory.getLogger(VolumeProvisioner.class);

	private static final String ANNOTATION = "pv.kubernetes.io/provisioned-by";

	private final RestClient api;

	private final Path directory;

	VolumeProvisioner(RestClient api, Path directory) {
		this.api = api;
		this.directory = directory;
	}

	void provision(List<V1PersistentVolumeClaim> claims, List<V1PersistentVolume> volumes) {
		claims.stream().filter(VolumeProvisioner::isWaiting).forEach((claim) -> create(claim, volumes));
		volumes.stream().filter(VolumeProvisioner::isReleased).forEach(this::delete);
	}

	private static boolean isWaiting(V1PersistentVolumeClaim claim) {
		var spec = Present.of(claim.getSpec());
		String storageClass = spec.getStorageClassName();
		return spec.getVolumeName() == null && (storageClass == null || storageClass.isEmpty())
				&& Present.of(claim.getMetadata()).getDeletionTimestamp() == null;
	}

	private void create(V1PersistentVolumeClaim claim, List<V1PersistentVolume> volumes) {
		var metadata = Present.of(claim.getMetadata());
		String name = "pvc-" + metadata.getUid();
		if (volumes.stream().anyMatch((volume) -> name.equals(Present.of(volume.getMetadata()).getName()))) {
			return;
		}
		var spec = Present.of(claim.getSpec());
		Map<String, Object> volume = new LinkedHashMap<>();
		volume.put("capacity",
				Map.of("storage", Present.of(Present.of(Present.of(spec.getResources()).getRequests()).get("storage"))
					.toSuffixedString()));
		volume.put("accessModes", Present.orEmpty(spec.getAccessModes()));
		volume.put("persistentVolumeReclaimPolicy", "Retain");
		volume.put("storageClassName", "");
		volume.put("hostPath",
				Map.of("path",
						this.directory
							.resolve(metadata.getNamespace() + "_" + metadata.getName() + "_"
									+ Present.of(metadata.getUid()).substring(0, 8))
							.toString(),
						"type", "DirectoryOrCreate"));
		volume.put("claimRef",
				Map.of("apiVersion", "v1", "kind", "PersistentVolumeClaim", "namespace",
						Present.of(metadata.getNamespace()), "name", Present.of(metadata.getName()), "uid",
						Present.of(metadata.getUid())));
		Answer answer = this.api.create("/api/v1/persistentvolumes",
				Map.of("apiVersion", "v1", "kind", "PersistentVolume", "metadata",
						Map.of("name", name, "annotations", Map.of(ANNOTATION, PROVISIONER)), "spec", volume));
		if (!answer.isSuccessful() && answer.status() != 409) {
			logger.warn("No volume for claim {}/{}: {}", metadata.getNamespace(), metadata.getName(), answer.body());
		}
	}

	private static boolean isReleased(V1PersistentVolume volume) {
		var metadata = Present.of(volume.getMetadata());
		return volume.getStatus() != null && "Released".equals(volume.getStatus().getPhase())
				&& metadata.getDeletionTimestamp() == null
				&& PROVISIONER.equals(Present.orEmpty(metadata.getAnnotations()).get(ANNOTATION));
	}

	private void delete(V1PersistentVolume volume) {
		var hostPath = Present.of(volume.getSpec()).getHostPath();
		if (hostPath != null) {
			deleteTree(Path.of(hostPath.getPath()));
		}
		this.api.delete("/api/v1/persistentvolumes/" + Present.of(volume.getMetadata()).getName(), Map.of());
	}

	private void deleteTree(Path root) {
		if (!root.normalize().startsWith(this.directory) || !Files.isDirectory(root)) {
			return;
		}
		try (Stream<Path> paths = Files.walk(root)) {
			for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(path);
			}
		}
		catch (IOException ex) {
			logger.warn("Volume directory {} not deleted: {}", root, ex.getMessage());
		}
	}

}
