// Buys one URL with the official x402 v2 client and prints what it got as one JSON line.
// Environment: OFFER_URL, BUYER_KEY (0x hex), BODY (JSON text; without it a GET).
import { decodePaymentResponseHeader, wrapFetchWithPaymentFromConfig } from "@x402/fetch";
import { ExactEvmScheme } from "@x402/evm";
import { privateKeyToAccount } from "viem/accounts";

const { OFFER_URL, BUYER_KEY, BODY } = process.env;
const pay = wrapFetchWithPaymentFromConfig(fetch, {
  schemes: [{ network: "eip155:*", client: new ExactEvmScheme(privateKeyToAccount(BUYER_KEY)) }],
});
const response = await pay(OFFER_URL, BODY
  ? { method: "POST", headers: { "content-type": "application/json" }, body: BODY }
  : { method: "GET" });
const receipt = response.headers.get("payment-response");
console.log(JSON.stringify({
  status: response.status,
  body: await response.text(),
  receipt: receipt ? decodePaymentResponseHeader(receipt) : null,
}));
