package org.obol.gateway.door;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Serving this gateway's facilitator to others.
 *
 * @param enabled whether it is served; every settlement costs our gas
 * @param port the port it has for itself
 * @param tokenFile a file with the bearer token that callers must show
 * @param open whether everybody may call, without a token
 * @param rps calls per second and address; 0 for any number
 */
@ConfigurationProperties("obol.facilitator.serve")
record FacilitatorPortProperties(@DefaultValue("false") boolean enabled, @DefaultValue("8404") int port,
		@Nullable Path tokenFile, @DefaultValue("false") boolean open, @DefaultValue("20") int rps) {

	FacilitatorPortProperties {
		if (enabled && tokenFile == null && !open) {
			throw new IllegalArgumentException("obol.facilitator.serve.token-file is missing: who is served must show "
					+ "a token, or set obol.facilitator.serve.open=true to serve everybody");
		}
	}

}
