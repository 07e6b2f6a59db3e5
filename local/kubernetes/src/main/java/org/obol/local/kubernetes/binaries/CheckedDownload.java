package org.obol.local.kubernetes.binaries;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Downloads files that are refused when their SHA-256 is not the published one.
 */
final class CheckedDownload implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(15);

	private static final int MEGABYTE = 1024 * 1024;

	private final HttpClient http;

	private final Progress progress;

	CheckedDownload(Duration connectTimeout, Progress progress) {
		this.http = HttpClient.newBuilder()
			.connectTimeout(connectTimeout)
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build();
		this.progress = progress;
	}

	String text(String url) throws IOException {
		return send(url, Duration.ofSeconds(20), HttpResponse.BodyHandlers.ofString()).body();
	}

	/**
	 * Downloads a file.
	 * @throws IOException if it can't be had
	 * @throws BinariesUnavailableException if it is not what was published
	 */
	void file(String url, String sha256, Path target) throws IOException {
		HttpResponse<InputStream> response = send(url, PATIENCE, HttpResponse.BodyHandlers.ofInputStream());
		long size = response.headers().firstValueAsLong("Content-Length").orElse(0);
		this.progress.step("Downloading " + url + ((size > 0) ? " (" + size / MEGABYTE + " MB)" : ""));
		MessageDigest digest = sha256();
		try (InputStream in = new DigestInputStream(response.body(), digest);
				OutputStream out = Files.newOutputStream(target)) {
			in.transferTo(out);
		}
		String actual = HexFormat.of().formatHex(digest.digest());
		if (!actual.equals(sha256)) {
			Files.delete(target);
			throw new BinariesUnavailableException(
					"Refused " + url + ": its SHA-256 is " + actual + ", but the published one is " + sha256);
		}
	}

	private <T> HttpResponse<T> send(String url, Duration timeout, HttpResponse.BodyHandler<T> handler)
			throws IOException {
		try {
			HttpResponse<T> response = this.http.send(HttpRequest.newBuilder(URI.create(url)).timeout(timeout).build(),
					handler);
			if (response.statusCode() != 200) {
				throw new IOException("HTTP " + response.statusCode() + " from " + url);
			}
			return response;
		}
		catch (IOException ex) {
			String why = ex.getMessage();
			throw (why != null && why.startsWith("HTTP ")) ? ex
					: new IOException("no answer from " + URI.create(url).getHost(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", ex);
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("this JDK lacks SHA-256", ex);
		}
	}

	@Override
	public void close() {
		this.http.shutdownNow();
	}

}
