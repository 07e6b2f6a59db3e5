package org.obol.gateway.door;

import java.util.Map;
import java.util.Optional;
import org.obol.gateway.extension.SignInDesk;
import org.obol.gateway.mcp.McpDesk;
import org.obol.gateway.mcp.McpVisit;
import org.obol.gateway.paywall.Cashier;
import org.obol.gateway.paywall.FreeCalls;
import org.obol.gateway.paywall.PaidCall;
import org.obol.gateway.paywall.Refusals;
import org.obol.gateway.paywall.Reply;
import org.obol.gateway.route.Route;
import org.obol.gateway.upstream.BuyerRequest;
import org.obol.gateway.upstream.Upstream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends a call that the front door let in to whoever serves its kind. Blocks. */
@Component
class Counter {

	private static final Logger log = LoggerFactory.getLogger(Counter.class);

	private final Cashier cashier;

	private final FreeCalls freeCalls;

	private final SignInDesk signIns;

	private final McpDesk mcp;

	Counter(Cashier cashier, FreeCalls freeCalls, SignInDesk signIns, McpDesk mcp) {
		this.cashier = cashier;
		this.freeCalls = freeCalls;
		this.signIns = signIns;
		this.mcp = mcp;
	}

	/**
	 * Serves a call.
	 * @param route where it goes
	 * @param request what is asked
	 * @param marks what the front door noted of it
	 * @param visitor whoever asks
	 */
	Reply serve(Route route, BuyerRequest request, Map<String, Object> marks, Visitor visitor) {
		if (marks.get(Door.PAYMENT) instanceof String payment) {
			return sell(route, request, payment, visitor);
		}
		if (marks.containsKey(Door.MCP)) {
			return this.mcp.serve(new McpVisit(route, request.method(), request.body(), visitor.address(),
					visitor.upstream(), visitor.buyer()));
		}
		Optional<Reply.Whole> tooMany = this.freeCalls.refusal(route, visitor.address());
		if (tooMany.isPresent()) {
			return tooMany.get();
		}
		if (marks.get(Door.SIGN_IN) instanceof String signIn) {
			return this.signIns.serve(route, request, signIn, visitor.upstream());
		}
		return this.freeCalls.serve(route, request, "", visitor.upstream());
	}

	/**
	 * Serves a call that comes with a payment.
	 * @param route what is bought
	 * @param request what is asked
	 * @param payment the value of the payment header
	 * @param visitor whoever asks
	 */
	Reply sell(Route route, BuyerRequest request, String payment, Visitor visitor) {
		return this.cashier
			.serve(new PaidCall(route, request, payment, visitor.address(), visitor.upstream(), visitor.buyer()));
	}

	/** What a buyer is told when something broke on our side. */
	static Reply.Whole broken(Route route, Throwable cause) {
		log.error("A call of {} failed inside the gateway", route.offer(), cause);
		return Refusals.problem(500, "internal_error", "The gateway failed.",
				"Send the same payment again; do not sign a new one.", true);
	}

	/**
	 * Whoever asks.
	 *
	 * @param address where from, for limits
	 * @param upstream the way to the service
	 * @param buyer whether somebody is still waiting
	 */
	record Visitor(String address, Upstream upstream, BuyerConnection buyer) {

	}

}
