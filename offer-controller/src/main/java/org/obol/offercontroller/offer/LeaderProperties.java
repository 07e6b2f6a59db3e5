package org.obol.offercontroller.offer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether replicas elect one that works.
 *
 * @param enabled false for a single replica, or on a laptop
 * @param namespace where the Lease is
 * @param name the Lease
 * @param identity this replica; the host name when absent
 */
@ConfigurationProperties("obol.leader-election")
public record LeaderProperties(@DefaultValue("false") boolean enabled, @DefaultValue("obol-system") String namespace,
		@DefaultValue("offer-controller") String name, @Nullable String identity) {

}
