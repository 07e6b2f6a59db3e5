package org.obol.offercontroller.registration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.obol.kube.ObjectKey;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where registrations are looked for.
 *
 * @param publicUrl where buyers reach the gateway, which serves the registration file
 * @param chains the chains that can be asked
 * @param registration how they are asked
 */
@Validated
@ConfigurationProperties("obol")
record RegistrationProperties(@DefaultValue("http://localhost:8402") URI publicUrl, @DefaultValue List<Chain> chains,
		@DefaultValue Search registration) {

	/**
	 * One chain.
	 *
	 * @param network CAIP-2, such as {@code eip155:84532}
	 * @param rpcUrl its JSON-RPC endpoint
	 */
	record Chain(String network, URI rpcUrl) {

	}

	/**
	 * How far and how often to look.
	 *
	 * @param lookbackBlocks how many blocks back from the newest one
	 * @param keepFound how long a registration counts as there without another look
	 * @param keepMissing how long a missing one counts as missing
	 * @param tombstones the ConfigMap that remembers registrations of deleted offers, as
	 * {@code namespace/name}; absent remembers none
	 */
	record Search(@Min(1) @DefaultValue("10000") long lookbackBlocks, @DefaultValue("5m") Duration keepFound,
			@DefaultValue("10s") Duration keepMissing,
			@Nullable @Pattern(regexp = "[a-z0-9-]+/[a-z0-9.-]+") String tombstones) {

		@Nullable ObjectKey tombstonesKey() {
			if (this.tombstones == null) {
				return null;
			}
			int slash = this.tombstones.indexOf('/');
			return new ObjectKey(this.tombstones.substring(0, slash), this.tombstones.substring(slash + 1));
		}

	}

}
