package org.obol.gateway.door;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.obol.gateway.mcp.McpDesk;
import org.obol.gateway.paywall.Refusals;
import org.obol.gateway.paywall.Reply;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.RouteMatch;
import org.obol.gateway.route.RouteTable;
import org.obol.x402.codec.PaymentHeaders;
import org.obol.x402.codec.SignInCodec;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * Decides what becomes of a request to the public port: refused, asked for money, or let
 * in. The one place that does, whoever carries the verdict out; changes nothing.
 */
@Component
class Doorkeeper {

	private static final Set<String> READING = Set.of("GET", "HEAD");

	private final RouteTable routes;

	private final ModelList models = new ModelList();

	Doorkeeper(RouteTable routes) {
		this.routes = routes;
	}

	/** What stands in a request. */
	interface Asking {

		/** The method, upper-case as a rule. */
		String method();

		/** The path as it came, escapes and all, without the query. */
		String rawPath();

		/** All values of a header; empty when it is not there. */
		List<String> header(String name);

	}

	/** What becomes of a request. */
	sealed interface Verdict {

		/** Answered with no more than this. */
		record Answered(Reply.Whole reply) implements Verdict {

		}

		/** Told what pages of other sites may send. */
		record Preflight() implements Verdict {

		}

		/** Sent on to the storefront. */
		record Page() implements Verdict {

		}

		/** Asked for money; people get a page instead of JSON. */
		record Asked(Route route, boolean person) implements Verdict {

		}

		/** Let in for nothing. */
		record Free(RouteMatch.Open open) implements Verdict {

		}

		/** Let in to pay. */
		record Paying(RouteMatch.Open open, String payment) implements Verdict {

		}

		/** Asked for a wallet's signature. */
		record SignInAsked(RouteMatch.Open open) implements Verdict {

		}

		/** Let in with a wallet's signature, which is yet to be checked. */
		record SignedIn(RouteMatch.Open open, String signIn) implements Verdict {

		}

		/**
		 * Let in to an agent's MCP endpoint, where the price is told inside the protocol.
		 */
		record Mcp(RouteMatch.Open open) implements Verdict {

		}

		/** A sold path, but not a payment that anybody could take. */
		record Muddled(Route route, Reply.Whole reply) implements Verdict {

		}

	}

	Verdict decide(Asking asking) {
		Optional<String> path = RequestPath.of(asking.rawPath());
		if (path.isEmpty()) {
			return new Verdict.Answered(Refusals.problem(400, "bad_path", "The path is not in its simplest form.",
					"Send no empty or dot segments and no escaped or special characters.", false));
		}
		if ("OPTIONS".equals(asking.method())) {
			return new Verdict.Preflight();
		}
		if (Pages.contains(path.get())) {
			return READING.contains(asking.method()) ? new Verdict.Page() : new Verdict.Answered(Refusals.problem(405,
					"method_not_allowed", "This document can only be read.", "Send a GET.", false));
		}
		return switch (this.routes.match(path.get())) {
			case RouteMatch.Open open -> offer(asking, open);
			case RouteMatch.Closed ignored -> new Verdict.Answered(Refusals.problem(503, "offer_unavailable",
					"This offer is not available at the moment.", "Nothing was charged. Try again later.", true));
			case RouteMatch.Missing ignored -> new Verdict.Answered(missing(path.get()));
		};
	}

	static Reply.Whole missing(String path) {
		return path.startsWith("/services/")
				? Refusals.problem(404, "offer_not_found", "No offer answers at this path.",
						"See /api/services.json for what is offered.", false)
				: Refusals.problem(404, "not_found", "There is nothing at this path.",
						"See /api/services.json for what is offered.", false);
	}

	private Verdict offer(Asking asking, RouteMatch.Open open) {
		if (this.models.answers(open, HttpMethod.valueOf(asking.method()))) {
			return new Verdict.Answered(this.models.reply(open.route()));
		}
		Route.Passage passage = open.route().passage(open.rest(), asking.method());
		// From here on the call knows the terms of its own path only.
		RouteMatch.Open through = new RouteMatch.Open(passage.route(), open.rest());
		return switch (passage.gate()) {
			case PAID ->
				McpDesk.isEndpoint(through.route(), through.rest()) ? new Verdict.Mcp(through) : sold(asking, through);
			case FREE -> new Verdict.Free(through);
			case AUTH -> signedIn(asking, through);
			case CLOSED -> new Verdict.Answered(missing("/services/"));
		};
	}

	private static Verdict sold(Asking asking, RouteMatch.Open open) {
		List<String> v2 = asking.header(PaymentHeaders.PAYMENT_SIGNATURE);
		List<String> v1 = asking.header(PaymentHeaders.X_PAYMENT);
		if (v2.isEmpty() && v1.isEmpty()) {
			return new Verdict.Asked(open.route(), isPerson(asking));
		}
		if (v2.size() + v1.size() > 1) {
			return new Verdict.Muddled(open.route(), Refusals.problem(400, "invalid_payment_header",
					"There is more than one payment header.", "Send one payment.", false));
		}
		return new Verdict.Paying(open, v2.isEmpty() ? v1.getFirst() : v2.getFirst());
	}

	private static Verdict signedIn(Asking asking, RouteMatch.Open open) {
		List<String> signIns = asking.header(SignInCodec.HEADER);
		return (signIns.size() == 1) ? new Verdict.SignedIn(open, signIns.getFirst()) : new Verdict.SignInAsked(open);
	}

	private static boolean isPerson(Asking asking) {
		return asking.header("Accept").stream().limit(1).anyMatch((accept) -> accept.contains("text/html"))
				&& asking.header("User-Agent").stream().limit(1).anyMatch((agent) -> agent.contains("Mozilla"));
	}

}
