package org.obol.local.kubernetes.binaries;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BinaryLocatorTests {

	private static final String BIN = "/release/v1.37.2/bin/linux/" + ReleaseDownload.architecture() + "/";

	private static final String RELEASE = "etcd-v3.7.0-linux-" + ReleaseDownload.architecture();

	private static final String ETCD = "/v3.7.0/" + RELEASE + ".tar.gz";

	private final Map<String, byte[]> site = new ConcurrentHashMap<>();

	private final List<String> asked = new ArrayList<>();

	private final List<String> progress = new ArrayList<>();

	@TempDir
	private Path directory;

	private HttpServer server;

	@BeforeEach
	void publishARelease() throws Exception {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			this.asked.add(exchange.getRequestURI().getPath());
			byte[] body = this.site.get(exchange.getRequestURI().getPath());
			exchange.sendResponseHeaders((body != null) ? 200 : 404, (body != null) ? body.length : -1);
			if (body != null) {
				exchange.getResponseBody().write(body);
			}
			exchange.close();
		});
		this.server.start();
		publish(BIN + "kube-apiserver", "the API server");
		publish(BIN + "kube-controller-manager", "the controllers");
		byte[] archive = archive(RELEASE + "/etcd", "the store");
		this.site.put(ETCD, archive);
		this.site.put("/v3.7.0/SHA256SUMS", ("0000  other.tar.gz\n" + sha256(archive) + "  " + RELEASE + ".tar.gz\n")
			.getBytes(StandardCharsets.UTF_8));
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void aDirectoryGivenByHandWins() throws IOException {
		Path given = programs(this.directory.resolve("given"));
		ControlPlaneBinaries found = locator(Map.of("KUBEBUILDER_ASSETS", given.toString()), download())
			.locate(this.progress::add);
		assertThat(found.etcd()).isEqualTo(given.resolve("etcd"));
		assertThat(this.asked).isEmpty();
	}

	@Test
	void aDirectoryGivenByHandThatLacksAProgramIsRefused() {
		assertThatThrownBy(() -> locator(Map.of("KUBEBUILDER_ASSETS", "/nowhere"), download()).locate(Progress.SILENT))
			.isInstanceOf(BinariesUnavailableException.class)
			.hasMessage("KUBEBUILDER_ASSETS=/nowhere must hold etcd, kube-apiserver, kube-controller-manager, all "
					+ "executable");
	}

	@Test
	void theReleaseIsDownloadedOnceAndThenCached() throws IOException {
		ControlPlaneBinaries found = locator(Map.of(), download()).locate(this.progress::add);
		assertThat(found.apiServer()).hasContent("the API server").isExecutable();
		assertThat(found.controllerManager()).hasContent("the controllers");
		assertThat(found.etcd()).hasContent("the store");
		assertThat(this.progress).anyMatch((line) -> line.startsWith("Downloading") && line.contains("kube-apiserver"));
		this.asked.clear();
		assertThat(locator(Map.of(), download()).locate(Progress.SILENT)).isEqualTo(found);
		assertThat(this.asked).isEmpty();
		assertThat(this.directory.resolve("cache/staging")).doesNotExist();
	}

	@Test
	void aWrongChecksumIsRefusedAndNothingElseIsTried() {
		this.site.put(BIN + "kube-apiserver", "something else".getBytes(StandardCharsets.UTF_8));
		AtomicInteger builds = new AtomicInteger();
		BinaryMaker build = (staging, lines) -> {
			builds.incrementAndGet();
			return Optional.of("not asked for");
		};
		assertThatThrownBy(() -> locator(Map.of(), download(), build).locate(Progress.SILENT))
			.isInstanceOf(BinariesUnavailableException.class)
			.hasMessageContaining("Refused")
			.hasMessageContaining("kube-apiserver: its SHA-256 is " + sha256("something else"));
		assertThat(builds).hasValue(0);
		assertThat(this.directory.resolve("cache/kube-apiserver")).doesNotExist();
	}

	@Test
	void aSiteWithoutTheReleaseLeadsToTheNextWay() {
		this.site.remove(BIN + "kube-controller-manager.sha256");
		BinaryMaker build = (staging, lines) -> {
			programs(staging);
			return Optional.empty();
		};
		assertThat(locator(Map.of(), download(), build).locate(this.progress::add).etcd()).hasContent("etcd");
		assertThat(this.progress).anyMatch((line) -> line.startsWith("the download is out of reach: HTTP 404"));
	}

	@Test
	void whenNoWayIsOpenOneLineSaysWhatToDo() {
		this.server.stop(0);
		long begun = System.nanoTime();
		assertThatThrownBy(() -> locator(Map.of(), download(),
				(staging, lines) -> Optional.of("no Go 1.26 or later to build with"))
			.locate(Progress.SILENT)).isInstanceOf(BinariesUnavailableException.class)
			.hasMessageContaining("the download is out of reach: no answer from 127.0.0.1")
			.hasMessageContaining("no Go 1.26 or later to build with")
			.hasMessageContaining("connect to the network once, or install Go 1.26 or later, or set KUBEBUILDER_ASSETS")
			.message()
			.doesNotContain("\n");
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
	}

	@Test
	void twoAtOnceMakeThemOnce() throws Exception {
		AtomicInteger made = new AtomicInteger();
		BinaryMaker slow = (staging, lines) -> {
			made.incrementAndGet();
			programs(staging);
			return Optional.empty();
		};
		Thread other = Thread.ofVirtual().start(() -> locator(Map.of(), slow).locate(Progress.SILENT));
		locator(Map.of(), slow).locate(Progress.SILENT);
		other.join();
		assertThat(made).hasValue(1);
	}

	private BinaryLocator locator(Map<String, String> environment, BinaryMaker... makers) {
		return new BinaryLocator(this.directory.resolve("cache"), environment, List.of(makers));
	}

	private ReleaseDownload download() {
		URI base = URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
		return new ReleaseDownload(new DownloadSites(base, base, Duration.ofSeconds(3)));
	}

	private static Path programs(Path directory) {
		try {
			Files.createDirectories(directory);
			for (String name : ControlPlaneBinaries.NAMES) {
				Files.setPosixFilePermissions(Files.writeString(directory.resolve(name), name),
						PosixFilePermissions.fromString("rwxr-xr-x"));
			}
			return directory;
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private void publish(String path, String content) {
		this.site.put(path, content.getBytes(StandardCharsets.UTF_8));
		this.site.put(path + ".sha256", sha256(content).getBytes(StandardCharsets.UTF_8));
	}

	private static String sha256(String content) {
		return sha256(content.getBytes(StandardCharsets.UTF_8));
	}

	private static String sha256(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (java.security.NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] archive(String name, String content) throws IOException {
		byte[] body = content.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
			out.write(entry(RELEASE + "/README.md", 700));
			out.write(new byte[1024]);
			out.write(entry(name, body.length));
			out.write(java.util.Arrays.copyOf(body, 512));
			out.write(new byte[1024]);
		}
		return bytes.toByteArray();
	}

	private static byte[] entry(String name, int size) {
		byte[] header = new byte[512];
		byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(nameBytes, 0, header, 0, nameBytes.length);
		byte[] octal = "%011o".formatted(size).getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(octal, 0, header, 124, octal.length);
		return header;
	}

}
