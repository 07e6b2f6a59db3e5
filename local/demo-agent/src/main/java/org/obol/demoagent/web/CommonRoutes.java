package org.obol.demoagent.web;

import java.util.Map;

import org.obol.demoagent.chain.ChainUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Adds to a service what each of them has: a free health route, 404 as JSON, and one
 * answer for a chain that can't be read.
 */
public final class CommonRoutes {

	private static final Logger logger = LoggerFactory.getLogger(CommonRoutes.class);

	private CommonRoutes() {
	}

	public static RouterFunction<ServerResponse> around(RouterFunction<ServerResponse> service) {
		return RouterFunctions.route()
			.GET("/health", CommonRoutes::health)
			.GET("/v1/health", CommonRoutes::health)
			.add(service)
			.route(RequestPredicates.all(),
					(request) -> ApiError.unknownRoute(request.method().name(), request.path()).response())
			.onError(ChainUnavailableException.class, CommonRoutes::chainUnavailable)
			.build();
	}

	private static ServerResponse health(ServerRequest request) {
		return ServerResponse.ok().body(Map.of("status", "ok"));
	}

	private static ServerResponse chainUnavailable(Throwable error, ServerRequest request) {
		logger.warn("{}", error.getMessage());
		return ApiError.chainUnavailable().response();
	}

}
