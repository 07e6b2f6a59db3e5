package org.obol.gateway.door;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient the public port is.
 *
 * @param headTimeout how long the head of a request may take to arrive
 * @param requestTimeout how long all of a request may take to arrive
 * @param idleTimeout how long a connection is kept that carries no call, and how long a
 * buyer may take to read a part of a stream
 */
@ConfigurationProperties("obol.door")
record DoorProperties(@DefaultValue("10s") Duration headTimeout, @DefaultValue("60s") Duration requestTimeout,
		@DefaultValue("75s") Duration idleTimeout) {

}
