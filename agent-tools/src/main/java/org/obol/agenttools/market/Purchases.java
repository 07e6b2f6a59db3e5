package org.obol.agenttools.market;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.market.Outbound.Answer;
import org.obol.agenttools.spending.SpendingLedger;
import org.obol.agenttools.spending.SpendingLedger.Item;
import org.obol.agenttools.spending.SpendingLog;
import org.obol.agenttools.spending.SpendingPolicy;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.agenttools.wallet.Signer;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SettlementResponse;
import org.obol.x402.Token;
import org.obol.x402.TokenRegistry;
import org.obol.x402.codec.MalformedMessageException;
import org.obol.x402.codec.PaymentHeaders;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.obol.x402.codec.SettlementResponseCodec;
import org.obol.x402.evm.PaymentSigner;
import org.springframework.stereotype.Component;

/**
 * Buys one call: asks the price, chooses a way to pay that the policy allows, reserves,
 * signs once, and sends that one payment until it is answered. A signed payment counts as
 * spent even if it fails, because its seller could still collect it.
 */
@Component
class Purchases {

	private static final int PAYMENT_REQUIRED = 402;

	private static final int CONFLICT = 409;

	private static final int TRIES = 3;

	/** A signature that stays good for longer could be collected on a later day. */
	private static final int LONGEST_VALIDITY = 3600;

	private final Outbound outbound;

	private final Signer signer;

	private final Permit2Payer permit2;

	private final SpendingLedger ledger;

	private final SpendingLog log;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	Purchases(Outbound outbound, Signer signer, Permit2Payer permit2, SpendingLedger ledger, SpendingLog log,
			Clock clock) {
		this.outbound = outbound;
		this.signer = signer;
		this.permit2 = permit2;
		this.ledger = ledger;
		this.log = log;
		this.clock = clock;
	}

	Answer ask(Order order) {
		try {
			return this.outbound.send(order.url(), order.method(), order.body(), Map.of());
		}
		catch (IOException ex) {
			throw new ToolRefusedException("Nothing answers there, or it is not a public service.");
		}
	}

	static boolean isPriced(Answer answer) {
		return answer.status() == PAYMENT_REQUIRED;
	}

	static PaymentRequired price(Answer answer) {
		Optional<String> header = answer.header(PaymentHeaders.PAYMENT_REQUIRED);
		try {
			return header.isPresent() ? PaymentRequiredCodec.decodeHeader(header.get())
					: PaymentRequiredCodec.decodeBody(answer.bytes());
		}
		catch (MalformedMessageException ex) {
			throw new ToolRefusedException("The service asks for a payment in a way that can't be understood.");
		}
	}

	Bought buy(Caller caller, Order order, PaymentRequired required, @Nullable BigDecimal most)
			throws InterruptedException {
		SpendingPolicy policy = SpendingPolicy.of(caller);
		if (!policy.mayBuyFrom(order.url().getHost())) {
			throw new ToolRefusedException("Your policy does not let you buy from " + order.url().getHost() + ".");
		}
		PaymentRequirements offer = choose(policy, required, most);
		Token token = token(offer).orElseThrow();
		SpendingPolicy.Limit limit = policy.purchase(offer.network(), offer.asset()).orElseThrow();
		PaymentPayload payment = sign(caller, required, offer,
				new Item("purchase", limit, offer.amount().value(), token.symbol()));
		Answer answer = pay(caller, order, offer, payment);
		Optional<SettlementResponse> receipt = receipt(answer);
		boolean settled = receipt.filter(SettlementResponse::success).isPresent();
		String price = token.toDecimal(offer.amount()).toPlainString() + " " + token.symbol();
		this.log.note(caller, "purchase", offer.network(), settled ? "settled" : "unsettled",
				price + " to " + offer.payTo() + " at " + order.url().getHost() + " in "
						+ receipt.map(SettlementResponse::transaction).orElse("no transaction"));
		return new Bought(answer, offer, price, settled,
				receipt.map(SettlementResponse::transaction).filter((hash) -> hash.matches("0x[0-9a-fA-F]{64}")));
	}

	private static PaymentRequirements choose(SpendingPolicy policy, PaymentRequired required,
			@Nullable BigDecimal most) {
		return required.accepts()
			.stream()
			.filter((offer) -> PaymentSigner.canPay(offer) || Permit2Payer.canPay(required, offer))
			.filter((offer) -> offer.maxTimeoutSeconds() <= LONGEST_VALIDITY)
			.filter((offer) -> token(offer).filter((token) -> isCheapEnough(token, offer, most)).isPresent())
			.filter((offer) -> policy.purchase(offer.network(), offer.asset())
				.filter((limit) -> limit.allowsAtOnce(offer.amount().value()))
				.isPresent())
			.findFirst()
			.orElseThrow(() -> new ToolRefusedException(
					"None of the ways to pay is within your budget, or of a kind you can pay. Nothing was paid."));
	}

	private static boolean isCheapEnough(Token token, PaymentRequirements offer, @Nullable BigDecimal most) {
		return most == null || token.toDecimal(offer.amount()).compareTo(most) <= 0;
	}

	static Optional<Token> token(PaymentRequirements offer) {
		return TokenRegistry.standard().byAddress(offer.network(), offer.asset());
	}

	private PaymentPayload sign(Caller caller, PaymentRequired required, PaymentRequirements offer, Item item)
			throws InterruptedException {
		SpendingLedger.Reservation reservation = this.ledger.reserve(caller.key(), List.of(item));
		boolean signed = false;
		try {
			PaymentPayload payment = PaymentSigner.canPay(offer)
					? new PaymentSigner(new RemotePayer(this.signer, caller), this.clock, this.random).sign(required,
							offer)
					: this.permit2.sign(caller, required, offer);
			signed = true;
			return payment;
		}
		catch (RemotePayer.StoppedException ex) {
			throw new InterruptedException();
		}
		finally {
			if (!signed) {
				this.ledger.release(reservation);
			}
		}
	}

	private Answer pay(Caller caller, Order order, PaymentRequirements offer, PaymentPayload payment)
			throws InterruptedException {
		Map<String, String> headers = Map.of(PaymentPayloadCodec.headerName(payment),
				PaymentPayloadCodec.encodeHeader(payment));
		for (int attempt = 1; attempt <= TRIES; attempt++) {
			try {
				Answer answer = this.outbound.send(order.url(), order.method(), order.body(), headers);
				if (answer.status() != CONFLICT || attempt == TRIES) {
					return answer;
				}
			}
			catch (IOException ex) {
				// The same payment is sent again: another signature would be another
				// payment.
			}
			Thread.sleep(1000L * attempt);
		}
		this.log.note(caller, "purchase", offer.network(), "unknown", "to " + offer.payTo());
		throw new ToolRefusedException("The service did not answer to the payment. It may or may not have been"
				+ " collected, so it counts against your budget. Do not buy this again now.");
	}

	private static Optional<SettlementResponse> receipt(Answer answer) {
		try {
			return answer.header(PaymentHeaders.PAYMENT_RESPONSE)
				.or(() -> answer.header(PaymentHeaders.X_PAYMENT_RESPONSE))
				.map(SettlementResponseCodec::decodeHeader);
		}
		catch (MalformedMessageException ex) {
			return Optional.empty();
		}
	}

	/**
	 * What an agent wants.
	 *
	 * @param url where
	 * @param method GET or POST
	 * @param body JSON, or null for nothing
	 */
	record Order(URI url, String method, @Nullable String body) {

	}

	/**
	 * What came of a payment.
	 *
	 * @param answer what the service answered
	 * @param offer how it was paid
	 * @param price as people write it
	 * @param settled whether the seller says that the money moved
	 * @param transaction its transaction, if the seller named one
	 */
	record Bought(Answer answer, PaymentRequirements offer, String price, boolean settled,
			Optional<String> transaction) {

	}

}
