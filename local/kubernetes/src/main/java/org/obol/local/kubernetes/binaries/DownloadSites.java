package org.obol.local.kubernetes.binaries;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where the official releases are.
 *
 * @param kubernetes holds {@code release/<version>/bin/<os>/<arch>/<program>}
 * @param etcd holds {@code <version>/etcd-<version>-<os>-<arch>.tar.gz}
 * @param connectTimeout after how long a site counts as unreachable
 */
record DownloadSites(URI kubernetes, URI etcd, Duration connectTimeout) {

	static final String KUBERNETES_VARIABLE = "OBOL_KUBERNETES_DOWNLOAD_URL";

	static final String ETCD_VARIABLE = "OBOL_ETCD_DOWNLOAD_URL";

	static DownloadSites from(Map<String, String> environment) {
		return new DownloadSites(URI.create(environment.getOrDefault(KUBERNETES_VARIABLE, "https://dl.k8s.io")),
				URI.create(
						environment.getOrDefault(ETCD_VARIABLE, "https://github.com/etcd-io/etcd/releases/download")),
				Duration.ofSeconds(3));
	}

}
