package org.obol.gateway.paywall;

import java.time.Duration;
import java.util.Optional;
import org.obol.gateway.ledger.KeptAnswer;
import org.obol.gateway.route.Route;
import org.obol.gateway.upstream.BuyerRequest;
import org.obol.gateway.upstream.PreparedRequest;
import org.obol.gateway.upstream.RequestRules;
import org.obol.gateway.upstream.Upstream;
import org.springframework.stereotype.Component;

/**
 * Serves the paths that a seller takes no money for. The same rules hold for what passes.
 */
@Component
public class FreeCalls {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final RequestRules rules;

	private final Answering answering;

	private final CallLimits limits;

	FreeCalls(RequestRules rules, Answering answering, CallLimits limits) {
		this.limits = limits;
		this.rules = rules;
		this.answering = answering;
	}

	/**
	 * Why a call has to wait, if it does. Counts it: to be asked once for each.
	 * @param route where it goes
	 * @param address the caller's address
	 * @return the refusal, or nothing
	 */
	public Optional<Reply.Whole> refusal(Route route, String address) {
		return this.limits.atTheDoor(route, address);
	}

	/**
	 * Serves a call that {@link #refusal} has nothing against.
	 * @param route where it goes
	 * @param request what is asked
	 * @param wallet whose signature was checked; empty for nobody's
	 * @param upstream how to get there
	 * @return what the caller gets
	 */
	public Reply serve(Route route, BuyerRequest request, String wallet, Upstream upstream) {
		return switch (this.rules.prepare(route, request)) {
			case PreparedRequest.Refused(int status, String code, String sentence) ->
				Refusals.problem(status, code, sentence, "Nothing was charged.", false);
			case PreparedRequest.Ready ready ->
				this.limits.inPlace(route, () -> answer(route, ready, wallet, upstream), CallLimits::full);
		};
	}

	private Reply answer(Route route, PreparedRequest.Ready request, String wallet, Upstream upstream) {
		return switch (this.answering.run(route, request, wallet, upstream, TIMEOUT)) {
			case Answering.Answered.Complete(KeptAnswer answer, var ignored) ->
				new Reply.Whole(answer.status(), answer.headers(), answer.body());
			case Answering.Answered.Started(HeldStream stream) ->
				new Reply.Flowing(stream.status(), stream.headers(), stream::next, () -> {
				}, stream::close);
			case Answering.Answered.Nothing(int status, String code) -> Refusals.notCharged(status, code);
		};
	}

}
