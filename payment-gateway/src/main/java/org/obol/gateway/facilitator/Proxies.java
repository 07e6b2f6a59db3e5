package org.obol.gateway.facilitator;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;

/** The JDK's clients know the proxies that system properties name; ours does not. */
final class Proxies {

	private Proxies() {
	}

	/**
	 * Whether no proxy is on the way to a place.
	 * @param url the place
	 * @return true when our own client can go there
	 */
	static boolean isDirect(URI url) {
		ProxySelector proxies = ProxySelector.getDefault();
		return proxies == null || proxies.select(url).stream().allMatch((proxy) -> proxy.type() == Proxy.Type.DIRECT);
	}

}
