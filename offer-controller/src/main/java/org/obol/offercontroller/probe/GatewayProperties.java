package org.obol.offercontroller.probe;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the payment gateway is.
 *
 * @param url its public door, as a cluster URL
 * @param readinessUrl its readiness probe; on port 8403 of the same host when absent
 */
@Validated
@ConfigurationProperties("obol.gateway")
public record GatewayProperties(
		@NotNull @DefaultValue("http://payment-gateway.obol-system.svc.cluster.local:8402") URI url,
		@Nullable URI readinessUrl) {

	private static final int ADMIN_PORT = 8403;

	/**
	 * The readiness probe that applies.
	 * @return the declared one, or the one on the admin port
	 */
	public URI effectiveReadinessUrl() {
		return (this.readinessUrl != null) ? this.readinessUrl : URI.create(
				this.url.getScheme() + "://" + this.url.getHost() + ":" + ADMIN_PORT + "/actuator/health/readiness");
	}

}
