package org.obol.shell.buy;

import com.google.gson.JsonObject;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.kube.Documents;
import org.obol.shell.grammar.Dialogue;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.output.Reply;
import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.SettlementResponse;
import org.obol.x402.codec.MalformedMessageException;
import org.obol.x402.codec.PaymentHeaders;
import org.obol.x402.codec.SettlementResponseCodec;

/** One purchase: ask the price, choose how to pay, sign once, send, read the receipt. */
final class Purchase {

	private final Till till;

	private final Purse purse;

	private final Dialogue dialogue;

	Purchase(Till till, Purse purse, Dialogue dialogue) {
		this.till = till;
		this.purse = purse;
		this.dialogue = dialogue;
	}

	/**
	 * Buys.
	 * @param order what is wanted
	 * @param wish how the buyer wants to pay
	 * @param limit decimal token units at most; null for no limit
	 * @param stream whether pieces of the answer are shown as they come
	 */
	Reply buy(Order order, Choice.Wish wish, @Nullable BigDecimal limit, boolean stream) {
		HttpResponse<InputStream> first = this.till.unpaid(order);
		if (!this.till.isPriced(first)) {
			return free(order, first);
		}
		PaymentRequired required = this.till.price(first);
		Choice choice = Choice.of(required, wish, this.purse);
		if (limit != null) {
			choice.requireWithin(limit);
		}
		this.dialogue
			.note("Paying " + choice.price() + " to " + choice.offer().payTo() + " from " + this.purse.address());
		if (choice.offer().payTo().equalsIgnoreCase(this.purse.address())) {
			this.dialogue.warn("this wallet pays itself; choose another one with --wallet");
		}
		PaymentPayload payment = this.purse.sign(required, choice.offer());
		HttpResponse<InputStream> response = this.till.paid(order, payment, this.dialogue);
		Optional<SettlementResponse> receipt = receipt(response);
		if (response.statusCode() >= 400) {
			throw refused(response, receipt);
		}
		return new Sale(response, choice, receipt, stream).reply();
	}

	private static Reply free(Order order, HttpResponse<InputStream> response) {
		String body = new String(Till.bytes(response), StandardCharsets.UTF_8);
		int status = response.statusCode();
		if (status >= 400) {
			String hint = switch (status) {
				case 404 -> "There is no offer at " + order.url();
				case 503 -> "The offer at " + order.url() + " is not live right now";
				case 429 -> "The seller is busy; try again later";
				default -> "The seller answers HTTP " + status;
			};
			String reason = Answer.reason(body);
			throw new RefusedException(hint + (reason.isEmpty() ? "" : " (" + reason + ")") + "; nothing was paid");
		}
		String answer = Answer.ofCompletion(body);
		return new Reply(answer + "\n\nThe seller asked for no payment.",
				Documents.object("answer", answer, "status", status), answer);
	}

	private static RefusedException refused(HttpResponse<InputStream> response, Optional<SettlementResponse> receipt) {
		String reason = receipt.filter((each) -> !each.success())
			.map(SettlementResponse::errorReason)
			.map((code) -> code.wire())
			.orElseGet(() -> Answer.reason(new String(Till.bytes(response), StandardCharsets.UTF_8)));
		String why = reason.isEmpty() ? "" : " (" + reason + ")";
		boolean charged = receipt.filter(SettlementResponse::success).isPresent();
		return new RefusedException(switch (response.statusCode()) {
			case 402 -> "The payment was rejected" + why + "; nothing was charged";
			case 409 -> "The payment is still being worked on" + why + "; `obol wallet balance` shows how it ends";
			default -> "The seller answers HTTP " + response.statusCode() + why + (charged
					? "; the payment was settled in " + receipt.get().transaction() : "; nothing was charged");
		});
	}

	private static Optional<SettlementResponse> receipt(HttpResponse<InputStream> response) {
		Optional<String> header = response.headers()
			.firstValue(PaymentHeaders.PAYMENT_RESPONSE)
			.or(() -> response.headers().firstValue(PaymentHeaders.X_PAYMENT_RESPONSE));
		try {
			return header.map(SettlementResponseCodec::decodeHeader);
		}
		catch (MalformedMessageException unreadable) {
			return Optional.empty();
		}
	}

	/** What came back for the money. */
	private final class Sale {

		private final HttpResponse<InputStream> response;

		private final Choice choice;

		private final Optional<SettlementResponse> receipt;

		private final boolean stream;

		Sale(HttpResponse<InputStream> response, Choice choice, Optional<SettlementResponse> receipt, boolean stream) {
			this.response = response;
			this.choice = choice;
			this.receipt = receipt;
			this.stream = stream;
		}

		Reply reply() {
			String answer = answer();
			String shown = this.stream ? "" : answer + "\n";
			String transaction = this.receipt.map(SettlementResponse::transaction).orElse("");
			AtomicAmount after = balanceAfter();
			String text = shown + "\nPaid " + this.choice.sum(paid()) + " to " + this.choice.offer().payTo()
					+ (transaction.isEmpty() ? "\nThe seller sent no receipt" : "\nTransaction " + transaction)
					+ balances(after);
			return new Reply(text, json(answer, transaction, after), this.stream ? "" : answer);
		}

		private String answer() {
			boolean events = this.response.headers()
				.firstValue("Content-Type")
				.filter((type) -> type.startsWith("text/event-stream"))
				.isPresent();
			if (events) {
				String whole = Answer.ofStream(this.response.body(),
						this.stream ? Purchase.this.dialogue::stream : (piece) -> {
						});
				if (this.stream) {
					Purchase.this.dialogue.stream("\n");
				}
				return whole;
			}
			String answer = Answer.ofCompletion(new String(Till.bytes(this.response), StandardCharsets.UTF_8));
			if (this.stream) {
				Purchase.this.dialogue.stream(answer + "\n");
			}
			return answer;
		}

		private AtomicAmount paid() {
			return this.receipt.map(SettlementResponse::amount).orElse(this.choice.offer().amount());
		}

		private @Nullable AtomicAmount balanceAfter() {
			return (this.choice.balance() != null) ? Purchase.this.purse.balance(this.choice.token()).orElse(null)
					: null;
		}

		private String balances(@Nullable AtomicAmount after) {
			AtomicAmount before = this.choice.balance();
			return (before == null || after == null) ? "" : "\nBalance " + this.choice.decimal(before) + " → "
					+ this.choice.decimal(after) + " " + this.choice.token().symbol();
		}

		private JsonObject json(String answer, String transaction, @Nullable AtomicAmount after) {
			var offer = this.choice.offer();
			AtomicAmount amount = paid();
			JsonObject paid = Documents.object("amount", this.choice.decimal(amount), "atomic", amount.toString(),
					"asset", offer.asset(), "symbol", this.choice.token().symbol(), "network", offer.network().caip2(),
					"payTo", offer.payTo(), "payer", Purchase.this.purse.address());
			AtomicAmount before = this.choice.balance();
			return Documents.object("answer", answer, "paid", paid, "transaction", transaction, "status",
					this.response.statusCode(), "settled", this.receipt.map(SettlementResponse::success).orElse(false),
					"balanceBefore", (before != null) ? this.choice.decimal(before) : null, "balanceAfter",
					(after != null) ? this.choice.decimal(after) : null);
		}

	}

}
