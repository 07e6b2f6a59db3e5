package org.obol.storefront.machine;

import java.util.List;
import org.obol.storefront.buying.BuyGuide;
import org.obol.storefront.catalogue.Catalogue;
import org.obol.storefront.catalogue.Entry;
import org.obol.storefront.catalogue.Operation;
import org.obol.storefront.catalogue.PaymentOption;

/** {@code /skill.md}: what an agent needs to know to buy here, on one page. */
final class SkillDocument {

	private static final String HOW_TO_PAY = """
			## How to pay (x402)

			1. Call the endpoint without payment. It answers HTTP 402; the header `PAYMENT-REQUIRED` (base64 JSON, x402 v2) \
			and the JSON body (x402 v1) say the same.
			2. Choose one element of `accepts`. `amount` is in atomic units of `asset`. Refuse anything above your budget.
			3. Sign it with the buyer's key: for `eip3009` an EIP-712 `TransferWithAuthorization` in the token's domain \
			(`extra.name`, `extra.version`, the chain id, the asset's address); for `permit2` a Permit2 transfer for x402's proxy. No \
			gas is needed. With scheme `upto` the amount is the most that may be charged: what the call took is, and the \
			signature names the facilitator of `extra.facilitatorAddress`, which only the 402 tells.
			4. Repeat the same request with the payload in the header `PAYMENT-SIGNATURE` (v2) or `X-PAYMENT` (v1).
			5. The answer comes with `PAYMENT-RESPONSE` (`X-PAYMENT-RESPONSE` in v1): the receipt with the transaction.

			Errors, timeouts and empty answers are not charged. Sending the same payment again repeats the answer and never \
			pays twice.
			""";

	private SkillDocument() {
	}

	static String of(Catalogue catalogue) {
		StringBuilder text = new StringBuilder();
		text.append(
				"---\nname: buy-services\ndescription: Buy the services of this market call by call over x402.\n---\n\n");
		text.append("# ").append(Markdown.text(catalogue.profile().displayName())).append("\n\n");
		text.append(Markdown.text(catalogue.profile().tagline())).append("\n\n");
		text.append("The same as JSON: ").append(catalogue.publicUrl()).append("/api/services.json\n");
		text.append("Every call as OpenAPI 3.1: ").append(catalogue.publicUrl()).append("/openapi.json\n\n");
		text.append(HOW_TO_PAY).append("\n## Services\n\n");
		if (catalogue.entries().isEmpty()) {
			return text.append("No services are available at the moment.\n").toString();
		}
		text.append("| Service | Type | Price | Network | Endpoint |\n|---|---|---|---|---|\n");
		catalogue.entries().forEach((entry) -> text.append(row(entry)));
		catalogue.entries().forEach((entry) -> text.append(details(entry, catalogue.publicUrl())));
		return text.toString();
	}

	private static String row(Entry entry) {
		return "| " + entry.name() + " | " + entry.type() + " | " + entry.payment().text() + " | "
				+ entry.payment().network() + " | " + entry.endpoint() + " |\n";
	}

	private static String details(Entry entry, String publicUrl) {
		BuyGuide guide = BuyGuide.of(entry, publicUrl);
		StringBuilder text = new StringBuilder("\n### ").append(entry.name()).append("\n\n");
		text.append("The seller says: ").append(Markdown.text(entry.description())).append("\n\n");
		text.append("- Call: `").append(entry.callMethod()).append(' ').append(entry.callUrl()).append("`\n");
		if (!entry.skills().isEmpty()) {
			text.append("- Skills: ").append(Markdown.text(String.join(", ", entry.skills()))).append('\n');
		}
		if (entry.model() != null) {
			text.append("- Model: ").append(Markdown.text(entry.model())).append('\n');
		}
		entry.payments().forEach((option) -> text.append(payment(option)));
		if (entry.operations().size() > 1) {
			entry.operations().forEach((operation) -> text.append(call(operation, publicUrl)));
		}
		return text.append("\nSee the 402:\n\n```sh\n").append(guide.probe()).append("\n```\n").toString();
	}

	private static String call(Operation operation, String publicUrl) {
		List<String> ways = operation.payments()
			.stream()
			.map((option) -> option.text() + " (" + option.terms().amount() + " atomic units, " + option.network()
					+ ")")
			.toList();
		return "- `" + operation.method() + " " + publicUrl + operation.path() + "`: "
				+ (ways.isEmpty() ? "free" : String.join(", or ", ways)) + ". " + Markdown.text(operation.summary())
				+ "\n";
	}

	private static String payment(PaymentOption option) {
		return "- Pay " + option.text() + " (" + option.terms().amount() + " atomic units of "
				+ Markdown.text(option.price().symbol()) + " " + option.terms().asset() + ", "
				+ option.price().decimals() + " decimals, scheme " + option.terms().scheme() + ", "
				+ option.transferMethod() + ") on " + option.network() + " (" + option.terms().network() + ") to "
				+ option.terms().payTo() + "\n";
	}

}
