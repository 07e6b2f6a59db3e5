package org.obol.x402.facilitator;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach a facilitator on the internet.
 *
 * @param url where {@code /verify} and the others live
 * @param connectTimeout how long to wait for a connection
 * @param verifyTimeout how long to wait for a verdict
 * @param settleTimeout how long to wait for a settlement, which takes a block or more
 * @param auth who we are
 */
public record RemoteSettings(URI url, Duration connectTimeout, Duration verifyTimeout, Duration settleTimeout,
		AuthHeaders auth) {

	public RemoteSettings {
		if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
			throw new IllegalArgumentException("facilitator url " + url + " must start with http:// or https://");
		}
	}

	/**
	 * 2 seconds to connect, 5 to verify, 60 to settle, no authentication.
	 * @param url where the facilitator lives
	 * @return the settings
	 */
	public static RemoteSettings of(URI url) {
		return new RemoteSettings(url, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(60),
				AuthHeaders.none());
	}

	/**
	 * The same with authentication.
	 * @param headers who we are
	 * @return new settings
	 */
	public RemoteSettings withAuth(AuthHeaders headers) {
		return new RemoteSettings(this.url, this.connectTimeout, this.verifyTimeout, this.settleTimeout, headers);
	}

	/**
	 * The same with other patience.
	 * @param verify for a verdict
	 * @param settle for a settlement
	 * @return new settings
	 */
	public RemoteSettings withTimeouts(Duration verify, Duration settle) {
		return new RemoteSettings(this.url, this.connectTimeout, verify, settle, this.auth);
	}

	URI resolve(String path) {
		String base = this.url.toString();
		return URI.create(base.endsWith("/") ? base.substring(0, base.length() - 1) + path : base + path);
	}

}
