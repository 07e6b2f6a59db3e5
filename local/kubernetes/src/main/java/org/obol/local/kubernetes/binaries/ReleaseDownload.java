package org.obol.local.kubernetes.binaries;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Downloads the official releases and checks each file against its published SHA-256. A
 * site that can't be reached closes this way; a wrong checksum stops everything.
 */
final class ReleaseDownload implements BinaryMaker {

	private static final Map<String, String> ARCHITECTURES = Map.of("amd64", "amd64", "x86_64", "amd64", "aarch64",
			"arm64", "arm64", "arm64");

	private final DownloadSites sites;

	ReleaseDownload(DownloadSites sites) {
		this.sites = sites;
	}

	@Override
	public Optional<String> make(Path staging, Progress progress) {
		String architecture = architecture();
		boolean isLinux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
		if (architecture == null || !isLinux) {
			return Optional
				.of("no official release for " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
		}
		try (CheckedDownload download = new CheckedDownload(this.sites.connectTimeout(), progress)) {
			String version = ControlPlaneBinaries.KUBERNETES_VERSION;
			for (String program : new String[] { "kube-apiserver", "kube-controller-manager" }) {
				String url = this.sites.kubernetes() + "/release/" + version + "/bin/linux/" + architecture + "/"
						+ program;
				String checksum = Checksums.alone(download.text(url + ".sha256"));
				download.file(url, checksum, staging.resolve(program));
			}
			etcd(download, architecture, staging);
			return Optional.empty();
		}
		catch (IOException ex) {
			return Optional.of("the download is out of reach: " + ex.getMessage());
		}
	}

	static @Nullable String architecture() {
		return ARCHITECTURES.get(System.getProperty("os.arch", ""));
	}

	private void etcd(CheckedDownload download, String architecture, Path staging) throws IOException {
		String release = "etcd-" + ControlPlaneBinaries.ETCD_VERSION + "-linux-" + architecture;
		String base = this.sites.etcd() + "/" + ControlPlaneBinaries.ETCD_VERSION + "/";
		String checksum = Checksums.listed(download.text(base + "SHA256SUMS"), release + ".tar.gz");
		Path archive = staging.resolve("etcd.tar.gz");
		download.file(base + release + ".tar.gz", checksum, archive);
		TarArchive.extract(archive, release + "/etcd", staging.resolve("etcd"));
	}

}
