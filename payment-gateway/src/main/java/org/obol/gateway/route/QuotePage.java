package org.obol.gateway.route;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.TokenRegistry;

/**
 * The 402 for people: a small page without a script. Everything a seller wrote is
 * escaped.
 */
final class QuotePage {

	private static final String PAGE = """
			<!doctype html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<title>Payment required: %1$s</title>
			<style>
			body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1c2b2a;background:#fff}
			code,pre{background:#eef3f2;border-radius:4px;padding:.1rem .3rem;overflow-wrap:anywhere;white-space:pre-wrap}
			pre{padding:.8rem}li{margin:.4rem 0}
			@media (prefers-color-scheme:dark){body{background:#101918;color:#e4eeec}code,pre{background:#1d2b29}a{color:#7fe0c9}}
			</style>
			</head>
			<body>
			<h1>%1$s</h1>
			<p>This is sold call by call over x402. No account is needed.</p>
			<ul>
			%2$s
			</ul>
			<p>Buy one call from a terminal:</p>
			<pre>%3$s</pre>
			<p>Programs that speak x402 pay the same URL by themselves. <a href="/">See everything that is for sale.</a></p>
			</body>
			</html>
			""";

	private QuotePage() {
	}

	static byte[] of(PaymentRequired required, Runtime runtime) {
		String url = required.resource().url();
		String what = (required.resource().description() != null) ? required.resource().description() : url;
		String command = runtime.isChat()
				? "obol buy agent " + url.replace("/v1/chat/completions", "") + " --message \"your question\""
				: "obol buy http " + url;
		return PAGE.formatted(escape(what), ways(required.accepts()), escape(command)).getBytes(StandardCharsets.UTF_8);
	}

	private static String ways(List<PaymentRequirements> accepts) {
		return accepts.stream()
			.map((offer) -> "<li>" + escape(price(offer)) + " on " + escape(offer.network().displayName())
					+ ", paid to <code>" + escape(shortened(offer.payTo())) + "</code></li>")
			.collect(Collectors.joining("\n"));
	}

	private static String price(PaymentRequirements offer) {
		return TokenRegistry.standard().byAddress(offer.network(), offer.asset()).map((token) -> {
			BigDecimal decimal = token.toDecimal(offer.amount());
			return decimal.toPlainString() + " " + token.symbol();
		}).orElseGet(() -> offer.amount() + " units of " + offer.asset());
	}

	private static String shortened(String address) {
		return (address.length() > 12) ? address.substring(0, 6) + "\u2026" + address.substring(address.length() - 4)
				: address;
	}

	static String escape(String text) {
		return text.replace("&", "&amp;")
			.replace("<", "&lt;")
			.replace(">", "&gt;")
			.replace("\"", "&quot;")
			.replace("'", "&#39;");
	}

}
