package org.obol.agenttools.market;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.obol.agenttools.settings.MarketSettings;
import org.obol.agenttools.settings.ToolsSettings;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.kube.ServiceResolver;
import org.springframework.stereotype.Component;

/**
 * Calls services that an agent names: public ones over https, and the market's own
 * through its gateway. Nothing is followed, and answers are bounded.
 */
@Component
class Outbound {

	private static final int LARGEST = 256 * 1024;

	private final OkHttpClient outside;

	private final OkHttpClient inside;

	private final URI publicUrl;

	private final URI gateway;

	private final ServiceResolver resolver;

	Outbound(ToolsSettings settings, MarketSettings market, ServiceResolver resolver) {
		this.inside = new OkHttpClient.Builder().followRedirects(false)
			.followSslRedirects(false)
			.retryOnConnectionFailure(false)
			.proxy(Proxy.NO_PROXY)
			.connectTimeout(Duration.ofSeconds(5))
			.readTimeout(Duration.ofSeconds(90))
			.callTimeout(Duration.ofSeconds(100))
			.build();
		this.outside = this.inside.newBuilder().dns(new PublicAddresses()).build();
		this.publicUrl = settings.publicUrl();
		this.gateway = market.url();
		this.resolver = resolver;
	}

	/**
	 * Reads what an agent wrote.
	 * @param text the URL
	 * @return the URL
	 * @throws ToolRefusedException if it is not one that may be called
	 */
	URI check(String text) {
		URI url;
		try {
			url = URI.create(text).normalize();
		}
		catch (IllegalArgumentException ex) {
			throw new ToolRefusedException("This is not a URL.");
		}
		if (isOurs(url)) {
			return url;
		}
		String host = url.getHost();
		if (!"https".equals(url.getScheme()) || host == null || url.getRawUserInfo() != null) {
			throw new ToolRefusedException("Only https URLs of public hosts can be called, and those of this market.");
		}
		// A literal address is not looked up by name.
		if (host.startsWith("[") || host.matches("[0-9.]+|0x[0-9a-fA-F.x]+")) {
			throw new ToolRefusedException("A service is called by its name, not by an address.");
		}
		return url;
	}

	private boolean isOurs(URI url) {
		return url.getRawUserInfo() == null && url.getScheme() != null
				&& url.getScheme().equals(this.publicUrl.getScheme()) && url.getHost() != null
				&& url.getHost().equalsIgnoreCase(this.publicUrl.getHost())
				&& url.getPort() == this.publicUrl.getPort();
	}

	/** Reads one of the market's own documents. */
	Answer market(String path) throws IOException {
		return send(this.inside, this.resolver.locate(this.gateway.resolve(path)), "GET", null, Map.of());
	}

	Answer send(URI url, String method, @Nullable String body, Map<String, String> headers) throws IOException {
		if (!isOurs(url)) {
			return send(this.outside, url, method, body, headers);
		}
		String query = (url.getRawQuery() != null) ? "?" + url.getRawQuery() : "";
		URI inCluster = URI
			.create(this.gateway.getScheme() + "://" + this.gateway.getRawAuthority() + url.getRawPath() + query);
		return send(this.inside, this.resolver.locate(inCluster), method, body, headers);
	}

	private static Answer send(OkHttpClient http, URI url, String method, @Nullable String body,
			Map<String, String> headers) throws IOException {
		RequestBody sent = (body != null) ? RequestBody.create(body, MediaType.get("application/json")) : null;
		Request.Builder request = new Request.Builder().url(url.toString())
			.header("User-Agent", "obol-agent-tools/1.0")
			.header("Accept", "application/json, text/*")
			.method(method, sent);
		headers.forEach(request::header);
		try (Response response = http.newCall(request.build()).execute()) {
			BufferedSource source = response.body().source();
			boolean longer = source.request(LARGEST + 1L);
			byte[] bytes = longer ? source.readByteArray(LARGEST) : source.readByteArray();
			return new Answer(response, bytes, !longer);
		}
	}

	/** What came back, up to a bound. */
	static final class Answer {

		private final Response response;

		private final byte[] bytes;

		private final boolean complete;

		Answer(Response response, byte[] bytes, boolean complete) {
			this.response = response;
			this.bytes = bytes;
			this.complete = complete;
		}

		int status() {
			return this.response.code();
		}

		Optional<String> header(String name) {
			return Optional.ofNullable(this.response.header(name));
		}

		byte[] bytes() {
			return this.bytes;
		}

		/** The text, cut to what a model can take in. */
		String text(int longest) {
			String text = new String(this.bytes, StandardCharsets.UTF_8);
			return text.substring(0, Math.min(text.length(), longest));
		}

		boolean isWhole(int longest) {
			return this.complete && new String(this.bytes, StandardCharsets.UTF_8).length() <= longest;
		}

	}

}
