package org.obol.gateway.paywall;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.obol.gateway.ledger.KeptAnswer;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.SettlementTime;
import org.obol.gateway.upstream.AnswerJudge;
import org.obol.gateway.upstream.AnswerJudges;
import org.obol.gateway.upstream.Caller;
import org.obol.gateway.upstream.PreparedRequest;
import org.obol.gateway.upstream.RequestRules;
import org.obol.gateway.upstream.StreamJudge;
import org.obol.gateway.upstream.Upstream;
import org.obol.gateway.upstream.UpstreamAnswer;
import org.obol.gateway.upstream.UpstreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs a call until it is known whether there is an answer worth its price. */
@Component
class Answering {

	private static final Logger log = LoggerFactory.getLogger(Answering.class);

	private static final String EVENT_STREAM = "text/event-stream";

	private final Caller caller;

	private final RequestRules rules;

	Answering(Caller caller, RequestRules rules) {
		this.caller = caller;
		this.rules = rules;
	}

	/** What a call brought. */
	sealed interface Answered {

		/**
		 * A complete answer.
		 *
		 * @param answer what the buyer gets
		 * @param price what the service says that it costs, as it says it
		 */
		record Complete(KeptAnswer answer, Optional<String> price) implements Answered {

		}

		/**
		 * A stream that has shown content.
		 *
		 * @param stream the rest of it
		 */
		record Started(HeldStream stream) implements Answered {

		}

		/**
		 * Nothing to charge for.
		 *
		 * @param status what the buyer is told
		 * @param code why
		 */
		record Nothing(int status, String code) implements Answered {

		}

	}

	Answered run(Sale sale) {
		SettlementTime settlement = sale.isMetered() ? SettlementTime.AFTER_RESPONSE : sale.call().route().settlement();
		return run(sale.call().route(), settlement, sale.request(), sale.claim().id().payer(), sale.call().upstream(),
				sale.time());
	}

	Answered run(Route route, PreparedRequest.Ready request, String payer, Upstream upstream, Duration time) {
		return run(route, route.settlement(), request, payer, upstream, time);
	}

	private Answered run(Route route, SettlementTime settlement, PreparedRequest.Ready request, String payer,
			Upstream upstream, Duration time) {
		UpstreamAnswer answer = null;
		try {
			answer = this.caller.call(route, request.request(), payer, upstream, time);
			Answered answered = judge(route, settlement, answer);
			if (!(answered instanceof Answered.Started)) {
				answer.close();
			}
			return answered;
		}
		catch (UpstreamException ex) {
			if (answer != null) {
				answer.close();
			}
			log.info("{} gave no answer: {} {}", route.offer(), ex.kind(), ex.getMessage());
			return nothing(ex.kind());
		}
	}

	private Answered judge(Route route, SettlementTime settlement, UpstreamAnswer answer) {
		AnswerJudge judge = AnswerJudges.of(route);
		boolean stream = EVENT_STREAM.equals(answer.mediaType());
		if (stream && settlement != SettlementTime.AFTER_RESPONSE) {
			return started(route, answer, judge.stream(answer.status()));
		}
		if (stream && route.runtime().isChat()) {
			return wholeStream(route, answer, judge.stream(answer.status()));
		}
		byte[] body = readAll(route, answer);
		return switch (judge.judge(answer.status(), answer.headers(), body)) {
			case AnswerJudge.Judgement.Good(byte[] good) ->
				new Answered.Complete(new KeptAnswer(answer.status(), this.rules.shown(route, answer), good),
						this.rules.price(route, answer));
			case AnswerJudge.Judgement.Bad(int status, String code) -> new Answered.Nothing(status, code);
		};
	}

	private Answered started(Route route, UpstreamAnswer answer, StreamJudge judge) {
		ByteArrayOutputStream held = new ByteArrayOutputStream();
		while (!judge.hasContent() && !judge.hasFailed()) {
			Optional<byte[]> part = answer.next();
			if (part.isEmpty()) {
				return new Answered.Nothing(502, "upstream_empty");
			}
			held.writeBytes(judge.take(part.get()));
			limit(route, held.size());
		}
		if (judge.hasFailed() && !judge.hasContent()) {
			return new Answered.Nothing(502, "upstream_failed");
		}
		return new Answered.Started(
				new HeldStream(answer.status(), this.rules.shown(route, answer), held.toByteArray(), answer, judge));
	}

	private Answered wholeStream(Route route, UpstreamAnswer answer, StreamJudge judge) {
		ByteArrayOutputStream held = new ByteArrayOutputStream();
		for (Optional<byte[]> part = answer.next(); part.isPresent(); part = answer.next()) {
			held.writeBytes(judge.take(part.get()));
			limit(route, held.size());
		}
		judge.end();
		if (!judge.isComplete()) {
			return new Answered.Nothing(502, judge.hasFailed() ? "upstream_failed" : "upstream_empty");
		}
		Map<String, List<String>> headers = this.rules.shown(route, answer);
		return new Answered.Complete(new KeptAnswer(answer.status(), headers, held.toByteArray()), Optional.empty());
	}

	private static byte[] readAll(Route route, UpstreamAnswer answer) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (Optional<byte[]> part = answer.next(); part.isPresent(); part = answer.next()) {
			body.writeBytes(part.get());
			limit(route, body.size());
		}
		return body.toByteArray();
	}

	private static void limit(Route route, int size) {
		if (size > route.limits().maxResponseBytes()) {
			throw new UpstreamException(UpstreamException.Kind.TOO_LARGE, "more than the offer's maxResponseBytes");
		}
	}

	private static Answered.Nothing nothing(UpstreamException.Kind kind) {
		return switch (kind) {
			case UNREACHABLE -> new Answered.Nothing(502, "upstream_unavailable");
			case TIMEOUT -> new Answered.Nothing(504, "upstream_timeout");
			case BROKEN -> new Answered.Nothing(502, "upstream_failed");
			case TOO_LARGE -> new Answered.Nothing(502, "upstream_answer_too_large");
			case ABANDONED -> new Answered.Nothing(499, "client_disconnected");
		};
	}

}
