// Buys one URL with the official x402 v1 client and prints what it got as one JSON line.
// Environment: OFFER_URL, BUYER_KEY (0x hex), BODY (JSON text; without it a GET).
import { decodeXPaymentResponse, wrapFetchWithPayment } from "x402-fetch";
import { createWalletClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { baseSepolia } from "viem/chains";

const { OFFER_URL, BUYER_KEY, BODY } = process.env;
const wallet = createWalletClient({ account: privateKeyToAccount(BUYER_KEY), transport: http(), chain: baseSepolia });
const pay = wrapFetchWithPayment(fetch, wallet, BigInt(10_000_000));
const response = await pay(OFFER_URL, BODY
  ? { method: "POST", headers: { "content-type": "application/json" }, body: BODY }
  : { method: "GET" });
const receipt = response.headers.get("x-payment-response");
console.log(JSON.stringify({
  status: response.status,
  body: await response.text(),
  receipt: receipt ? decodeXPaymentResponse(receipt) : null,
}));
