package org.obol.gateway.admin;

import io.kubernetes.client.openapi.ApiClient;
import org.obol.admin.AccessReviews;
import org.obol.gateway.route.RouteTable;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * What answers on the inner port beside the actuator. Spring Boot loads it into that
 * port's own context (by the imports file) and nowhere else, so it can not be reached by
 * the public port. Not annotated on purpose: a scan would find it.
 */
public class AdminContext {

	@Bean
	RouterFunction<ServerResponse> adminRoutes(ApiClient client, RouteTable routes, JdbcClient jdbc) {
		AdminHandler admin = new AdminHandler(new AccessReviews(client), routes, new PaymentReports(jdbc));
		return RouterFunctions.route()
			.GET("/admin/v1/routes", admin::routes)
			.GET("/admin/v1/payments", admin::payments)
			.GET("/admin/v1/payments.csv", admin::paymentsCsv)
			.GET("/admin/v1/earnings", admin::earnings)
			.GET("/admin/v1/openapi.json",
					(ignored) -> ServerResponse.ok()
						.contentType(MediaType.APPLICATION_JSON)
						.bodyValue(new ClassPathResource("admin-openapi.json")))
			.build();
	}

}
