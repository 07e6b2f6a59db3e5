package org.obol.gateway.facilitator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who verifies and settles.
 *
 * @param mode another service, or this process
 * @param url the service's address, for mode remote; https except on this machine or in
 * this cluster
 * @param token what the service wants as a bearer token, if anything
 * @param keyFile a file with the settlement key, 0x and 64 hex digits, for mode
 * in-process
 * @param verifyTimeout how long a remote verdict may take
 * @param settleTimeout how long a settlement may take, which waits for a block
 */
@ConfigurationProperties("obol.facilitator")
record FacilitatorProperties(@DefaultValue("remote") Mode mode, @DefaultValue("https://x402.org/facilitator") URI url,
		@Nullable String token, @Nullable Path keyFile, @DefaultValue("5s") Duration verifyTimeout,
		@DefaultValue("60s") Duration settleTimeout) {

	FacilitatorProperties {
		if (mode == Mode.REMOTE && !isSafe(url)) {
			throw new IllegalArgumentException(
					"obol.facilitator.url is " + url + ": it must be https, except on this machine or in this cluster");
		}
		if (mode == Mode.IN_PROCESS && keyFile == null) {
			throw new IllegalArgumentException(
					"obol.facilitator.key-file is missing: mode in-process needs a file with the settlement key");
		}
	}

	/** Where verification and settlement run. */
	enum Mode {

		REMOTE, IN_PROCESS

	}

	private static boolean isSafe(URI url) {
		String host = (url.getHost() != null) ? url.getHost() : "";
		boolean near = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]")
				|| host.endsWith(".svc.cluster.local") || host.endsWith(".internal") || !host.contains(".");
		return "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && near && !host.isEmpty());
	}

}
