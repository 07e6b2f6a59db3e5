package org.obol.gateway.door;

import java.net.URI;
import org.obol.gateway.GatewayProperties;
import org.obol.kube.ServiceResolver;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sends the public documents' requests to the storefront. */
@Component
class PageRouteFilter implements GlobalFilter, Ordered {

	private final ServiceResolver services;

	private final String storefront;

	PageRouteFilter(ServiceResolver services, GatewayProperties properties) {
		this.services = services;
		this.storefront = properties.storefront().url().toString().replaceAll("/+$", "");
	}

	@Override
	public int getOrder() {
		return SoldRouteFilter.ORDER + 1;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		if (exchange.getAttribute(Door.MATCH) != null) {
			return chain.filter(exchange);
		}
		URI asked = exchange.getRequest().getURI();
		String query = asked.getRawQuery();
		URI target = URI.create(this.storefront + asked.getRawPath() + ((query != null) ? "?" + query : ""));
		exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, this.services.locate(target));
		return chain.filter(exchange);
	}

}
