package org.obol.gateway.facilitator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.obol.x402.extension.OfferReceipt;
import org.obol.x402.facilitator.GuardSettings;
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
 * @param others further services, asked for what the first does not list in its
 * {@code /supported}
 * @param guard how much each of them is trusted with
 * @param walletFactories factories whose smart wallets may be deployed at our expense
 * (ERC-6492), for mode in-process
 * @param maxGas the most gas that one settlement may take, for mode in-process: smart
 * wallets decide how much their signature costs
 * @param receipts how offers and receipts are signed, when there is a key
 */
@ConfigurationProperties("obol.facilitator")
record FacilitatorProperties(@DefaultValue("remote") Mode mode, @DefaultValue("https://x402.org/facilitator") URI url,
		@Nullable String token, @Nullable Path keyFile, @DefaultValue("5s") Duration verifyTimeout,
		@DefaultValue("60s") Duration settleTimeout, @DefaultValue List<Other> others, @DefaultValue Guard guard,
		@DefaultValue Set<String> walletFactories, @DefaultValue("2000000") long maxGas,
		@DefaultValue("eip712") OfferReceipt.Form receipts) {

	FacilitatorProperties {
		if (mode == Mode.REMOTE) {
			requireSafe("obol.facilitator.url", url);
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

	/**
	 * Another service.
	 *
	 * @param url its address
	 * @param token what it wants as a bearer token, if anything
	 */
	record Other(URI url, @Nullable String token) {

		Other {
			requireSafe("obol.facilitator.others[].url", url);
		}

	}

	/**
	 * What keeps a slow or broken facilitator from taking the gateway with it.
	 *
	 * @param verifications how many verifications may be under way at once
	 * @param settlements how many settlements may be under way at once
	 * @param patience how long a call waits for its turn
	 * @param failures after how many failures in a row it is left alone
	 * @param pause for how long; then one call tries whether it is back
	 */
	record Guard(@DefaultValue("200") int verifications, @DefaultValue("400") int settlements,
			@DefaultValue("1s") Duration patience, @DefaultValue("10") int failures,
			@DefaultValue("10s") Duration pause) {

		GuardSettings settings() {
			return new GuardSettings(this.verifications, this.settlements, this.patience, this.failures, this.pause);
		}

	}

	private static void requireSafe(String property, URI url) {
		if (!isSafe(url)) {
			throw new IllegalArgumentException(
					property + " is " + url + ": it must be https, except on this machine or in this cluster");
		}
	}

	private static boolean isSafe(URI url) {
		String host = (url.getHost() != null) ? url.getHost() : "";
		boolean near = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]")
				|| host.endsWith(".svc.cluster.local") || host.endsWith(".internal") || !host.contains(".");
		return "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && near && !host.isEmpty());
	}

}
