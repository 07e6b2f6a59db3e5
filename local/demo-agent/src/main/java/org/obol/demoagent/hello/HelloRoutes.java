package org.obol.demoagent.hello;

import java.time.Clock;

import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Greets whoever paid for it.
 */
public final class HelloRoutes {

	private final Clock clock;

	public HelloRoutes(Clock clock) {
		this.clock = clock;
	}

	public RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route().GET("/", this::greet).GET("/hello", this::greet).build();
	}

	private ServerResponse greet(ServerRequest request) {
		return ServerResponse.ok()
			.body(new Greeting("Hello! You paid for this answer, and it was settled on chain.",
					this.clock.instant().toString()));
	}

	/**
	 * The whole product.
	 *
	 * @param message the greeting
	 * @param time when it was said, ISO 8601 in UTC
	 */
	record Greeting(String message, String time) {
	}

}
