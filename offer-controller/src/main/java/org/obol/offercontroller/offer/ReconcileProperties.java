package org.obol.offercontroller.offer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often offers are looked at.
 *
 * @param whenReady how long until a ready offer, or one that waits for its seller, is
 * probed again
 * @param whenNotReady how long until any other offer is probed again
 * @param probeTimeout how long one probe may take
 * @param workers how many offers are looked at at once
 */
@Validated
@ConfigurationProperties("obol.offers")
public record ReconcileProperties(@NotNull @DefaultValue("30s") Duration whenReady,
		@NotNull @DefaultValue("2s") Duration whenNotReady, @NotNull @DefaultValue("2s") Duration probeTimeout,
		@Min(1) @Max(256) @DefaultValue("16") int workers) {

}
