package org.obol.gateway.door;

import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.ServerWebExchange;

/**
 * The one route of Spring Cloud Gateway. Offers come and go in the table, not here: a
 * route each halves the rate.
 */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

	@Bean
	RouteLocator catchAll(RouteLocatorBuilder builder) {
		return builder.routes()
			.route("catch-all", (route) -> route.predicate(DoorConfiguration::isLetIn).uri("http://unrouted.invalid"))
			.build();
	}

	private static boolean isLetIn(ServerWebExchange exchange) {
		return exchange.getAttribute(Door.LET_IN) != null;
	}

}
