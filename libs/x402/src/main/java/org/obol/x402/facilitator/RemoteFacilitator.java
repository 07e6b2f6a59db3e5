package org.obol.x402.facilitator;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SettlementResponse;
import org.obol.x402.Supported;
import org.obol.x402.VerifyResponse;
import org.obol.x402.codec.FacilitatorCodec;
import org.obol.x402.codec.MalformedMessageException;

/**
 * A facilitator on the internet, asked over HTTP in protocol version 2; payments of v1
 * buyers are translated, as they signed the same bytes. Never throws on what the network
 * or the other side does: silence and garbage are verdicts of their own.
 */
public final class RemoteFacilitator implements Facilitator, AutoCloseable {

	private static final int FIRST_SERVER_ERROR = 500;

	/** Codes after which money may have moved all the same. */
	private static final Set<ErrorReason> UNDECIDED = Set.of(ErrorReason.SETTLEMENT_PENDING,
			ErrorReason.UNEXPECTED_SETTLE_ERROR, ErrorReason.NONCE_ALREADY_USED, ErrorReason.DUPLICATE_SETTLEMENT,
			ErrorReason.PERMIT2_INVALID_NONCE);

	private final FacilitatorHttp http;

	/**
	 * Settling sends the bytes that verifying sent, usually a moment ago on this thread.
	 */
	private final ThreadLocal<@Nullable Encoded> verified = new ThreadLocal<>();

	/**
	 * A client for one facilitator.
	 * @param settings how to reach it
	 */
	public RemoteFacilitator(RemoteSettings settings) {
		this(settings, new JdkTransport(settings.connectTimeout()));
	}

	/**
	 * A client that sends its requests another way.
	 * @param settings how to reach it; the connect timeout is the transport's own
	 * @param transport what carries the requests; closed with this client
	 */
	public RemoteFacilitator(RemoteSettings settings, FacilitatorTransport transport) {
		this.http = new FacilitatorHttp(transport, settings);
	}

	@Override
	public Verification verify(PaymentPayload payment, PaymentRequirements requirements) {
		byte[] body = FacilitatorCodec.encodeRequest(payment, requirements);
		this.verified.set(new Encoded(payment, requirements, body));
		return switch (this.http.send(FacilitatorOperation.VERIFY, body)) {
			case Exchange.Unsent(String detail) ->
				new Verification.Unavailable(ErrorReason.FACILITATOR_UNREACHABLE, detail);
			case Exchange.Unanswered(boolean timeout, String detail) ->
				new Verification.Unavailable(transportReason(timeout), detail);
			case Exchange.Answered answer -> verification(answer, payment.payer().orElse(null));
		};
	}

	@Override
	public Settlement settle(PaymentPayload payment, PaymentRequirements requirements) {
		Encoded before = this.verified.get();
		this.verified.remove();
		byte[] body = (before != null && before.isOf(payment, requirements)) ? before.body
				: FacilitatorCodec.encodeRequest(payment, requirements);
		return switch (this.http.send(FacilitatorOperation.SETTLE, body)) {
			case Exchange.Unsent(String detail) ->
				new Settlement.Failed(ErrorReason.FACILITATOR_UNREACHABLE, detail, null);
			case Exchange.Unanswered(boolean timeout, String detail) ->
				new Settlement.Unknown(transportReason(timeout), detail, null);
			case Exchange.Answered answer -> settlement(answer, payment, requirements);
		};
	}

	@Override
	public Supported supported() {
		return switch (this.http.send(FacilitatorOperation.SUPPORTED, new byte[0])) {
			case Exchange.Unsent(String detail) -> throw new FacilitatorException(detail);
			case Exchange.Unanswered(boolean ignored, String detail) -> throw new FacilitatorException(detail);
			case Exchange.Answered answer -> supported(answer);
		};
	}

	@Override
	public void close() {
		this.http.close();
	}

	private static Supported supported(Exchange.Answered answer) {
		try {
			return FacilitatorCodec.decodeSupported(answer.body());
		}
		catch (MalformedMessageException ex) {
			throw new FacilitatorException(unreadable(answer, ex), ex);
		}
	}

	private static Verification verification(Exchange.Answered answer, @Nullable String claimedPayer) {
		VerifyResponse response;
		try {
			response = FacilitatorCodec.decodeVerifyResponse(answer.body());
		}
		catch (MalformedMessageException ex) {
			return new Verification.Unavailable(ErrorReason.FACILITATOR_ERROR, unreadable(answer, ex));
		}
		String payer = (response.payer() != null) ? response.payer() : claimedPayer;
		if (response.isValid()) {
			// A yes inside an error answer is no yes.
			return answer.isOk() ? new Verification.Valid((payer != null) ? payer : "") : new Verification.Unavailable(
					ErrorReason.FACILITATOR_ERROR, "isValid in an answer with status " + answer.status());
		}
		ErrorReason reason = response.invalidReason();
		return new Verification.Invalid((reason != null) ? reason : ErrorReason.UNEXPECTED_VERIFY_ERROR,
				response.invalidMessage(), payer);
	}

	private static Settlement settlement(Exchange.Answered answer, PaymentPayload payment, PaymentRequirements offer) {
		SettlementResponse response;
		try {
			response = FacilitatorCodec.decodeSettlementResponse(answer.body());
		}
		catch (MalformedMessageException ex) {
			return unreadableSettlement(answer, ex);
		}
		String transaction = response.transaction().isEmpty() ? null : response.transaction();
		if (response.success()) {
			return succeeded(answer, response, payment, offer);
		}
		ErrorReason reason = (response.errorReason() != null) ? response.errorReason()
				: ErrorReason.UNEXPECTED_SETTLE_ERROR;
		return (answer.status() >= FIRST_SERVER_ERROR || UNDECIDED.contains(reason))
				? new Settlement.Unknown(reason, "status " + answer.status(), transaction)
				: new Settlement.Failed(reason, "status " + answer.status(), transaction);
	}

	private static Settlement succeeded(Exchange.Answered answer, SettlementResponse response, PaymentPayload payment,
			PaymentRequirements offer) {
		boolean nothingToMove = offer.amount().isZero();
		boolean complete = answer.isOk() && response.network().equals(offer.network())
				&& (nothingToMove || !response.transaction().isEmpty());
		if (!complete) {
			return new Settlement.Unknown(ErrorReason.FACILITATOR_ERROR,
					"a success without transaction, for another chain, or with status " + answer.status(),
					response.transaction().isEmpty() ? null : response.transaction());
		}
		String payer = (response.payer() != null) ? response.payer() : payment.payer().orElse("");
		return new Settlement.Settled(response.transaction(), payer, response.amount());
	}

	private static Settlement unreadableSettlement(Exchange.Answered answer, MalformedMessageException ex) {
		String detail = unreadable(answer, ex);
		return answer.isRefusal() ? new Settlement.Failed(ErrorReason.FACILITATOR_ERROR, detail, null)
				: new Settlement.Unknown(ErrorReason.FACILITATOR_ERROR, detail, null);
	}

	private static String unreadable(Exchange.Answered answer, MalformedMessageException ex) {
		return "status " + answer.status() + ", unreadable answer: " + ex.getMessage();
	}

	private static ErrorReason transportReason(boolean timeout) {
		return timeout ? ErrorReason.FACILITATOR_TIMEOUT : ErrorReason.FACILITATOR_ERROR;
	}

	private record Encoded(PaymentPayload payment, PaymentRequirements requirements, byte[] body) {

		/**
		 * The same objects: comparing what is in them would cost as much as encoding it.
		 */
		@SuppressWarnings("ReferenceEquality")
		boolean isOf(PaymentPayload payment, PaymentRequirements requirements) {
			return this.payment == payment && this.requirements == requirements;
		}

	}

}
