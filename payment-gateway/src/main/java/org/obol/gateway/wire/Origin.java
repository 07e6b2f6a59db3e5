package org.obol.gateway.wire;

import java.net.URI;
import java.util.Locale;

/**
 * Whom a connection goes to.
 *
 * @param secure whether by TLS
 * @param host a name, or an address without brackets
 * @param port the port
 */
record Origin(boolean secure, String host, int port) {

	private static final int HTTP = 80;

	private static final int HTTPS = 443;

	static Origin of(URI url) {
		boolean secure = "https".equals(url.getScheme());
		String host = (url.getHost() != null) ? url.getHost().toLowerCase(Locale.ROOT) : "";
		int usual = secure ? HTTPS : HTTP;
		return new Origin(secure, host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
				(url.getPort() > 0) ? url.getPort() : usual);
	}

}
