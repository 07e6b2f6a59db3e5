package org.obol.local.kubernetes.volume;

import java.nio.file.Path;

/**
 * Where a container sees a volume, and where it really is.
 *
 * @param mountPath the path in the container, without a trailing slash
 * @param hostPath the path on this machine
 */
public record Mount(String mountPath, Path hostPath) {

	/**
	 * Takes a trailing slash away.
	 */
	public Mount {
		mountPath = (mountPath.length() > 1 && mountPath.endsWith("/")) ? mountPath.substring(0, mountPath.length() - 1)
				: mountPath;
	}

	boolean isBelow(Mount other) {
		return this.mountPath.startsWith(other.mountPath + "/");
	}

}
