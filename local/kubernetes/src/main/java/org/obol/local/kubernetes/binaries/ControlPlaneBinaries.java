package org.obol.local.kubernetes.binaries;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The three programs that a control plane consists of.
 *
 * @param etcd the store
 * @param apiServer kube-apiserver
 * @param controllerManager kube-controller-manager
 */
public record ControlPlaneBinaries(Path etcd, Path apiServer, Path controllerManager) {

	static final List<String> NAMES = List.of("etcd", "kube-apiserver", "kube-controller-manager");

	/** The Kubernetes release that is downloaded or built. */
	public static final String KUBERNETES_VERSION = "v1.37.2";

	/** The etcd release that is downloaded or built. */
	public static final String ETCD_VERSION = "v3.7.0";

	/**
	 * Looks for the three programs in one directory.
	 * @param directory where to look
	 * @return the programs, if all three are there and executable
	 */
	public static Optional<ControlPlaneBinaries> in(Path directory) {
		if (!NAMES.stream().map(directory::resolve).allMatch(Files::isExecutable)) {
			return Optional.empty();
		}
		return Optional.of(new ControlPlaneBinaries(directory.resolve("etcd"), directory.resolve("kube-apiserver"),
				directory.resolve("kube-controller-manager")));
	}

}
