package org.obol.gateway.admin;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.obol.admin.AccessReviews;
import org.obol.admin.AdminException;
import org.obol.admin.Page;
import org.obol.admin.PageRequest;
import org.obol.admin.ResourceAccess;
import org.obol.gateway.route.RouteTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Answers the admin API. Who may list the ServiceOffers of a namespace, or of all, may
 * see what they sold.
 */
final class AdminHandler {

	private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);

	private final Scheduler blocking = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(),
			"admin");

	private final AccessReviews access;

	private final RouteTable routes;

	private final PaymentReports reports;

	AdminHandler(AccessReviews access, RouteTable routes, PaymentReports reports) {
		this.access = access;
		this.routes = routes;
		this.reports = reports;
	}

	Mono<ServerResponse> routes(ServerRequest request) {
		return answer(request, () -> {
			String namespace = namespace(request);
			List<RouteView> all = this.routes.routes()
				.stream()
				.filter((route) -> namespace == null || namespace.equals(route.offer().namespace()))
				.map(RouteView::of)
				.toList();
			return Page.of(all, RouteView::path, page(request));
		});
	}

	Mono<ServerResponse> payments(ServerRequest request) {
		return answer(request, () -> this.reports.payments(filter(request), page(request)));
	}

	Mono<ServerResponse> earnings(ServerRequest request) {
		return answer(request, () -> this.reports.earnings(filter(request)));
	}

	Mono<ServerResponse> paymentsCsv(ServerRequest request) {
		return allowed(request, () -> this.reports.payments(filter(request), page(request)))
			.flatMap((page) -> table(request, page))
			.onErrorResume(AdminException.class, AdminHandler::problem);
	}

	/** A table has no place for a cursor, so the next part is named beside it. */
	private static Mono<ServerResponse> table(ServerRequest request, Page<PaymentView> page) {
		ServerResponse.BodyBuilder response = ServerResponse.ok()
			.contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
			.header("Content-Disposition", "attachment; filename=payments.csv");
		if (page.nextCursor() != null) {
			String query = UriComponentsBuilder.fromUri(request.uri())
				.replaceQueryParam("cursor", page.nextCursor())
				.build(true)
				.getQuery();
			response.header("Link", "<" + request.path() + "?" + query + ">; rel=\"next\"");
		}
		return response.bodyValue(Csv.of(page.items()));
	}

	private Mono<ServerResponse> answer(ServerRequest request, Callable<?> work) {
		return allowed(request, work)
			.flatMap((body) -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(body))
			.onErrorResume(AdminException.class, AdminHandler::problem);
	}

	private <T> Mono<T> allowed(ServerRequest request, Callable<T> work) {
		return Mono.fromCallable(() -> {
			this.access.require(request.headers().firstHeader("Authorization"),
					ResourceAccess.to("list", "serviceoffers", namespace(request), null));
			return work.call();
		}).onErrorMap(DataAccessException.class, AdminHandler::away).subscribeOn(this.blocking);
	}

	private static AdminException away(DataAccessException ex) {
		log.warn("The ledger can not be read: {}", NestedExceptionUtils.getMostSpecificCause(ex).toString());
		return new AdminException(HttpStatus.SERVICE_UNAVAILABLE, "ledger_unavailable",
				"the ledger can not be read at the moment");
	}

	private static Mono<ServerResponse> problem(AdminException ex) {
		ServerResponse.BodyBuilder response = ServerResponse.status(ex.status())
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
		if (HttpStatus.UNAUTHORIZED.equals(ex.status())) {
			response.header("WWW-Authenticate", "Bearer realm=\"kubernetes\"");
		}
		return response.bodyValue(ex.problem());
	}

	private static PaymentFilter filter(ServerRequest request) {
		return PaymentFilter.parse(namespace(request), parameter(request, "offer"), parameter(request, "state"),
				parameter(request, "payer"), parameter(request, "since"));
	}

	private static PageRequest page(ServerRequest request) {
		return PageRequest.parse(parameter(request, "limit"), parameter(request, "cursor"));
	}

	private static @Nullable String namespace(ServerRequest request) {
		return parameter(request, "namespace");
	}

	private static @Nullable String parameter(ServerRequest request, String name) {
		return request.queryParam(name).filter((value) -> !value.isEmpty()).orElse(null);
	}

}
