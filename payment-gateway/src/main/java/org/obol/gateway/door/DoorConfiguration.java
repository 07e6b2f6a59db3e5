package org.obol.gateway.door;

import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The one route of Spring Cloud Gateway. Offers come and go in the table, not here: a
 * route each halves the rate.
 */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

	@Bean
	RouteLocator catchAll(RouteLocatorBuilder builder) {
		return builder.routes()
			.route("catch-all", (route) -> route.alwaysTrue().uri("http://unrouted.invalid"))
			.build();
	}

}
