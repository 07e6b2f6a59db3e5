package org.obol.storefront.buying;

import org.obol.storefront.catalogue.Entry;
import org.obol.storefront.catalogue.PaymentOption;

/**
 * A small program that pays with the official npm packages {@code @x402/fetch} and
 * {@code @x402/evm}.
 */
final class BuyProgram {

	private static final String PERMIT2 = "permit2";

	private BuyProgram() {
	}

	static String of(Entry entry) {
		PaymentOption payment = entry.payment();
		return (PERMIT2.equals(payment.transferMethod()) ? byPermit(payment, entry) : byAuthorization(payment, entry))
			.strip();
	}

	/** The client's default assets, which are paid without looking at the chain. */
	private static String byAuthorization(PaymentOption payment, Entry entry) {
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
				""".formatted(payment.terms().network(), entry.callUrl(), request(entry));
	}

	/**
	 * Other tokens have to be allowed, each up to an amount, and the client looks up on
	 * the chain what the wallet has approved.
	 */
	private static String byPermit(PaymentOption payment, Entry entry) {
		String scheme = payment.isByUse() ? "UptoEvmScheme" : "ExactEvmScheme";
		String from = payment.isByUse() ? "@x402/evm/upto/client" : "@x402/evm/exact/client";
		return """
				// npm install @x402/fetch @x402/evm viem
				import { wrapFetchWithPaymentFromConfig } from "@x402/fetch";
				import { toClientEvmSigner } from "@x402/evm";
				import { %1$s } from "%2$s";
				import { createPublicClient, http } from "viem";
				import { privateKeyToAccount } from "viem/accounts";

				const rpcUrl = process.env.RPC_URL; // an RPC endpoint of %3$s
				const account = privateKeyToAccount(process.env.BUYER_KEY);
				const signer = toClientEvmSigner(account, createPublicClient({ transport: http(rpcUrl) }));
				const pay = wrapFetchWithPaymentFromConfig(fetch, {
				  schemes: [{ network: "%4$s", client: new %1$s(signer, { rpcUrl }) }],
				  // %5$s is not one of the client's default assets; one call costs %6$s.
				  spendControls: { maxAmountPerPayment: false, allowedAssets: true },
				});
				const response = await pay("%7$s"%8$s);
				console.log(await response.text());
				""".formatted(scheme, from, payment.network(), payment.terms().network(), payment.price().symbol(),
				payment.text(), entry.callUrl(), request(entry));
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
