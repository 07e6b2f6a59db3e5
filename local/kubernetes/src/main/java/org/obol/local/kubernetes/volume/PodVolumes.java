package org.obol.local.kubernetes.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.kubernetes.client.openapi.models.V1PersistentVolume;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Volume;
import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.manifest.Present;
import org.obol.local.kubernetes.rest.RestClient;

/**
 * The volumes of one pod as directories below the pod's own.
 */
public final class PodVolumes {

	private final RestClient api;

	private final PodView pod;

	private final Path root;

	private final ServiceAccountTokens tokens;

	private final VolumeFiles files;

	/**
	 * Lays nothing out yet.
	 * @param api the API server
	 * @param pod the pod
	 * @param root the directory that holds one directory per volume
	 * @param clock tells when tokens are due
	 */
	public PodVolumes(RestClient api, PodView pod, Path root, Clock clock) {
		this.api = api;
		this.pod = pod;
		this.root = root;
		this.tokens = new ServiceAccountTokens(api, pod, clock);
		this.files = new VolumeFiles(pod, new KeyValues(api, pod.namespace()), this.tokens);
	}

	/**
	 * Makes every volume be there and current.
	 * @return the directory of each volume by its name
	 * @throws VolumeNotReadyException if something it needs is not there yet
	 */
	public Map<String, Path> layOut() {
		Map<String, Path> directories = new HashMap<>();
		for (V1Volume volume : this.pod.volumes()) {
			directories.put(volume.getName(), layOut(volume));
		}
		return directories;
	}

	/**
	 * Brings the files that come from the API up to date, after a ConfigMap or Secret
	 * changed or a token is due. What is missing now keeps its last content, as a kubelet
	 * has it.
	 */
	public void refresh() {
		for (V1Volume volume : this.pod.volumes()) {
			try {
				this.files.of(volume).ifPresent((content) -> new FileTree(path(volume)).become(content));
			}
			catch (VolumeNotReadyException ex) {
				// A running pod is not stopped because its configuration was deleted.
			}
		}
	}

	/**
	 * Says whether a token should be replaced.
	 * @return whether {@link #refresh} has something to do because of time
	 */
	public boolean isRenewalDue() {
		return this.tokens.isRenewalDue();
	}

	private Path layOut(V1Volume volume) {
		Optional<Map<String, FileContent>> content = this.files.of(volume);
		if (content.isPresent()) {
			new FileTree(path(volume)).become(content.get());
			return path(volume);
		}
		if (volume.getEmptyDir() != null) {
			return created(path(volume));
		}
		if (volume.getPersistentVolumeClaim() != null) {
			return created(claimed(volume.getPersistentVolumeClaim().getClaimName()));
		}
		if (volume.getHostPath() != null) {
			return Path.of(volume.getHostPath().getPath());
		}
		throw new VolumeNotReadyException("the virtual node knows no volume like " + volume.getName()
				+ ": it has configMap, secret, projected, downwardAPI, emptyDir, persistentVolumeClaim and hostPath");
	}

	private Path claimed(String claimName) {
		String claimPath = "/api/v1/namespaces/" + this.pod.namespace() + "/persistentvolumeclaims/" + claimName;
		V1PersistentVolumeClaim claim = this.api.read(claimPath, V1PersistentVolumeClaim.class)
			.orElseThrow(() -> new VolumeNotReadyException("PersistentVolumeClaim " + claimName + " does not exist"));
		String volumeName = Present.of(claim.getSpec()).getVolumeName();
		if (volumeName == null || claim.getStatus() == null || !"Bound".equals(claim.getStatus().getPhase())) {
			throw new VolumeNotReadyException("PersistentVolumeClaim " + claimName + " is not bound yet");
		}
		return this.api.read("/api/v1/persistentvolumes/" + volumeName, V1PersistentVolume.class)
			.map((volume) -> Present.of(volume.getSpec()).getHostPath())
			.map((hostPath) -> Path.of(hostPath.getPath()))
			.orElseThrow(() -> new VolumeNotReadyException("PersistentVolume " + volumeName + " has no hostPath"));
	}

	private Path path(V1Volume volume) {
		return this.root.resolve(volume.getName());
	}

	private static Path created(Path directory) {
		try {
			return Files.createDirectories(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
