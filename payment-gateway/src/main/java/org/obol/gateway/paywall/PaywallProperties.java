package org.obol.gateway.paywall;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long things may take on the way from payment to answer.
 *
 * @param upstreamTimeout how long an answer may take; less when the payment expires
 * earlier
 * @param settlementTime what is kept of a payment's validity for settling it
 * @param shortestRun the least time that must be left for the call itself
 * @param waitForFirst how long a second copy of a payment waits for the first one
 * @param addressRps paid calls per second and buyer's address; 0 for any number
 */
@ConfigurationProperties("obol.paywall")
public record PaywallProperties(@DefaultValue("5m") Duration upstreamTimeout,
		@DefaultValue("15s") Duration settlementTime, @DefaultValue("5s") Duration shortestRun,
		@DefaultValue("30s") Duration waitForFirst, @DefaultValue("0") int addressRps) {

}
