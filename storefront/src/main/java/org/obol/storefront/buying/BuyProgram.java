package org.obol.storefront.buying;

import org.obol.storefront.catalogue.Entry;

/**
 * A small program that pays with the official npm packages {@code @x402/fetch} and
 * {@code @x402/evm}.
 */
final class BuyProgram {

	private BuyProgram() {
	}

	static String of(Entry entry) {
		return """
				// npm install @x402/fetch @x402/evm viem
				import { wrapFetchWithPaymentFromConfig } from "@x402/fetch";
				import { ExactEvmScheme } from "@x402/evm";
				import { privateKeyToAccount } from "viem/accounts";

				const account = privateKeyToAccount(process.env.BUYER_KEY);
				const pay = wrapFetchWithPaymentFromConfig(fetch, {
				  schemes: [{ network: "%s", client: new ExactEvmScheme(account) }],
				});
				const response = await pay("%s"%s);
				console.log(await response.text());
				""".formatted(entry.payment().terms().network(), entry.callUrl(), request(entry)).strip();
	}

	private static String request(Entry entry) {
		if (entry.isChat()) {
			return """
					, {
					  method: "POST",
					  headers: { "Content-Type": "application/json" },
					  body: JSON.stringify({ messages: [{ role: "user", content: "What can you do?" }] }),
					}""";
		}
		return "GET".equals(entry.callMethod()) ? "" : ", { method: \"" + entry.callMethod() + "\" }";
	}

}
