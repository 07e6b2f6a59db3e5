package org.obol.kube;

import io.kubernetes.client.openapi.ApiClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * Clients that act as whoever calls a program, with nothing but the caller's token. So a
 * program needs no right of its own for what it does on somebody's behalf, and can't be
 * talked into using one.
 */
public final class CallerClients {

	private static final Duration CALL = Duration.ofSeconds(30);

	private final OkHttpClient anonymous;

	private final String url;

	/**
	 * Makes clients of the same API server.
	 * @param own the program's own client; only its server and its trust are taken
	 */
	public CallerClients(ApiClient own) {
		this.anonymous = withoutIdentity(own.getHttpClient());
		this.url = own.getBasePath();
	}

	/**
	 * A client that is the caller.
	 * @param token the caller's bearer token
	 * @return a client with no other credentials
	 */
	public ApiClient withToken(String token) {
		ApiClient client = new ApiClient(this.anonymous);
		client.setBasePath(this.url);
		client.setApiKeyPrefix("Bearer");
		client.setApiKey(token);
		return client;
	}

	private static OkHttpClient withoutIdentity(OkHttpClient own) {
		OkHttpClient.Builder builder = new OkHttpClient.Builder().connectTimeout(CALL)
			.readTimeout(CALL)
			.hostnameVerifier(own.hostnameVerifier());
		X509TrustManager trust = own.x509TrustManager();
		if (trust == null) {
			return builder.build();
		}
		try {
			// A context without keys: the program's client certificate would speak for
			// it, not for the caller.
			SSLContext tls = SSLContext.getInstance("TLS");
			tls.init(null, new TrustManager[] { trust }, null);
			return builder.sslSocketFactory(tls.getSocketFactory(), trust).build();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no TLS", ex);
		}
	}

}
