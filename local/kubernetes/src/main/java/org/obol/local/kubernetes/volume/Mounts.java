package org.obol.local.kubernetes.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import org.obol.local.kubernetes.manifest.Present;

/**
 * The mounts of one container. A mount inside another mount becomes a symbolic link, so
 * that a program finds it below the outer one.
 */
public final class Mounts {

	private Mounts() {
	}

	/**
	 * Finds the real place of each mount of a container and links nested ones.
	 * @param container the container
	 * @param volumes directory by volume name
	 * @return the mounts, longest path first
	 */
	public static List<Mount> of(V1Container container, Map<String, Path> volumes) {
		List<Mount> mounts = Present.orEmpty(container.getVolumeMounts())
			.stream()
			.map((mount) -> mount(mount, volumes))
			.sorted(Comparator.comparingInt((Mount mount) -> mount.mountPath().length()).reversed())
			.toList();
		mounts.forEach(
				(inner) -> mounts.stream().filter(inner::isBelow).findFirst().ifPresent((outer) -> link(inner, outer)));
		return mounts;
	}

	private static Mount mount(V1VolumeMount mount, Map<String, Path> volumes) {
		Path volume = volumes.get(mount.getName());
		if (volume == null) {
			throw new VolumeNotReadyException("no volume " + mount.getName() + " in the pod");
		}
		String subPath = mount.getSubPath();
		if (subPath == null || subPath.isEmpty()) {
			return new Mount(mount.getMountPath(), volume);
		}
		Path inside = volume.resolve(subPath).normalize();
		if (!inside.startsWith(volume)) {
			throw new VolumeNotReadyException("subPath " + subPath + " leads out of the volume");
		}
		return new Mount(mount.getMountPath(), inside);
	}

	private static void link(Mount inner, Mount outer) {
		Path place = outer.hostPath().resolve(inner.mountPath().substring(outer.mountPath().length() + 1));
		try {
			Files.createDirectories(place.getParent());
			if (Files.isSymbolicLink(place)) {
				if (Files.readSymbolicLink(place).equals(inner.hostPath())) {
					return;
				}
				Files.delete(place);
			}
			else if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
				moveAside(place);
			}
			Files.createSymbolicLink(place, inner.hostPath());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A real mount would hide what is there; here it is kept under another name. */
	private static void moveAside(Path place) throws IOException {
		Path hidden = place.resolveSibling("." + place.getFileName() + ".hidden-by-mount");
		if (Files.exists(hidden, LinkOption.NOFOLLOW_LINKS)) {
			throw new VolumeNotReadyException(
					place + " is in the way of a mount, and so is " + hidden + ": remove one of them");
		}
		Files.move(place, hidden);
	}

}
