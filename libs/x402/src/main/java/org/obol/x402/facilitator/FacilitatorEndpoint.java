package org.obol.x402.facilitator;

import java.nio.charset.StandardCharsets;

import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentPayload;
import org.obol.x402.SettlementResponse;
import org.obol.x402.VerifyResponse;
import org.obol.x402.codec.FacilitatorCodec;
import org.obol.x402.codec.MalformedMessageException;

/**
 * Serves a facilitator to others ({@code POST /verify}, {@code POST /settle},
 * {@code GET /supported}), behind whatever web server calls it. Answers carry codes and
 * no internal text.
 */
public final class FacilitatorEndpoint {

	private static final int OK = 200;

	private static final int BAD_REQUEST = 400;

	private static final int NOT_FOUND = 404;

	private static final int NOT_ALLOWED = 405;

	private static final int UNAVAILABLE = 503;

	private final Facilitator facilitator;

	/**
	 * An endpoint.
	 * @param facilitator who does the work
	 */
	public FacilitatorEndpoint(Facilitator facilitator) {
		this.facilitator = facilitator;
	}

	/**
	 * Answers one request; settling blocks until the chain has decided.
	 * @param method the HTTP method
	 * @param path the path below the endpoint, for example {@code /verify}
	 * @param body the request's body
	 * @return what to send back
	 */
	public Answer answer(String method, String path, byte[] body) {
		return switch (path) {
			case "/verify" -> "POST".equals(method) ? verify(body) : error(NOT_ALLOWED, "use POST");
			case "/settle" -> "POST".equals(method) ? settle(body) : error(NOT_ALLOWED, "use POST");
			case "/supported" -> "GET".equals(method) ? supported() : error(NOT_ALLOWED, "use GET");
			default -> error(NOT_FOUND, "use /verify, /settle or /supported");
		};
	}

	private Answer verify(byte[] body) {
		FacilitatorCodec.Request request;
		try {
			request = FacilitatorCodec.decodeRequest(body);
		}
		catch (MalformedMessageException ex) {
			// Its text names the field and repeats nothing, so it may be shown.
			return json(BAD_REQUEST, FacilitatorCodec
				.encode(new VerifyResponse(false, ErrorReason.INVALID_PAYLOAD, ex.getMessage(), null)));
		}
		return switch (this.facilitator.verify(request.payment(), request.requirements())) {
			case Verification.Valid(String payer) ->
				json(OK, FacilitatorCodec.encode(new VerifyResponse(true, null, null, payer)));
			case Verification.Invalid(ErrorReason reason, var ignored, var payer) ->
				json(OK, FacilitatorCodec.encode(new VerifyResponse(false, reason, null, payer)));
			case Verification.Unavailable(ErrorReason reason, String ignored) ->
				json(UNAVAILABLE, FacilitatorCodec.encode(new VerifyResponse(false, reason, null, null)));
		};
	}

	private Answer settle(byte[] body) {
		FacilitatorCodec.Request request;
		try {
			request = FacilitatorCodec.decodeRequest(body);
		}
		catch (MalformedMessageException ex) {
			return error(BAD_REQUEST, String.valueOf(ex.getMessage()));
		}
		PaymentPayload payment = request.payment();
		String payer = payment.payer().orElse(null);
		var network = request.requirements().network();
		SettlementResponse response = switch (this.facilitator.settle(payment, request.requirements())) {
			case Settlement.Settled(String transaction, String who, var amount) ->
				SettlementResponse.settled(network, who, transaction, amount);
			case Settlement.Failed(ErrorReason reason, var ignored, var transaction) ->
				SettlementResponse.failed(network, reason, payer, (transaction != null) ? transaction : "");
			case Settlement.Unknown(ErrorReason reason, var ignored, var transaction) ->
				SettlementResponse.failed(network, reason, payer, (transaction != null) ? transaction : "");
		};
		return json(OK, FacilitatorCodec.encode(response, payment.version()));
	}

	private Answer supported() {
		try {
			return json(OK, FacilitatorCodec.encode(this.facilitator.supported()));
		}
		catch (FacilitatorException ex) {
			return error(UNAVAILABLE, "try again later");
		}
	}

	private static Answer json(int status, byte[] body) {
		return new Answer(status, body);
	}

	/** The sentences are ours and need no escaping. */
	private static Answer error(int status, String sentence) {
		return new Answer(status, ("{\"error\":\"" + sentence + "\"}").getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * What to send back.
	 *
	 * @param status HTTP status
	 * @param body JSON in UTF-8
	 */
	public record Answer(int status, byte[] body) {
	}

}
