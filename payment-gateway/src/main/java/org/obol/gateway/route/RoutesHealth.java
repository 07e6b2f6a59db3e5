package org.obol.gateway.route;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Holds readiness back until the first route table is in place. */
@Component("routes")
class RoutesHealth implements HealthIndicator {

	private final RouteTable table;

	RoutesHealth(RouteTable table) {
		this.table = table;
	}

	@Override
	public Health health() {
		return this.table.isLoaded() ? Health.up().withDetail("routes", this.table.routes().size()).build()
				: Health.outOfService().withDetail("routes", "not loaded").build();
	}

}
