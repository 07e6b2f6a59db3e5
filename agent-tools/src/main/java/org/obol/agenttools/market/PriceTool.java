package org.obol.agenttools.market;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.market.Outbound.Answer;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Token;
import org.springframework.stereotype.Component;

/** Asks what a service costs, and pays nothing. */
@Component
class PriceTool implements Tool {

	private final Outbound outbound;

	private final Purchases purchases;

	PriceTool(Outbound outbound, Purchases purchases) {
		this.outbound = outbound;
		this.purchases = purchases;
	}

	@Override
	public String name() {
		return "x402_price";
	}

	@Override
	public String description() {
		return "Asks what one call of an x402 service costs. Nothing is paid.";
	}

	@Override
	public List<Parameter> parameters() {
		return FetchTool.REQUEST;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) {
		Answer answer = this.purchases.ask(FetchTool.order(this.outbound, arguments));
		if (!Purchases.isPriced(answer)) {
			return Map.of("status", answer.status(), "asksForPayment", false);
		}
		return Map.of("status", answer.status(), "asksForPayment", true, "waysToPay",
				Purchases.price(answer).accepts().stream().limit(8).map(PriceTool::describe).toList());
	}

	private static Map<String, Object> describe(PaymentRequirements offer) {
		Optional<Token> token = Purchases.token(offer);
		String price = token.map((known) -> known.toDecimal(offer.amount()).toPlainString() + " " + known.symbol())
			.orElse(offer.amount().value() + " atomic units of the unknown token " + offer.asset());
		return Map.of("price", price, "network", offer.network().displayName(), "scheme", offer.scheme(), "payTo",
				offer.payTo());
	}

}
