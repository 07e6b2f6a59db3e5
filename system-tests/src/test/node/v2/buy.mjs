// Buys one URL with the official x402 v2 client and prints what it got as one JSON line.
// Environment: OFFER_URL, BUYER_KEY (0x hex), BODY (JSON text; without it a GET),
// RPC_URL (pays in any token, through Permit2 if it must; without it only the client's default assets).
import { decodePaymentResponseHeader, wrapFetchWithPaymentFromConfig } from "@x402/fetch";
import { ExactEvmScheme, toClientEvmSigner } from "@x402/evm";
import { createPublicClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { baseSepolia } from "viem/chains";

const { OFFER_URL, BUYER_KEY, BODY, RPC_URL } = process.env;
const account = privateKeyToAccount(BUYER_KEY);
const scheme = RPC_URL
  ? new ExactEvmScheme(toClientEvmSigner(account,
      createPublicClient({ chain: baseSepolia, transport: http(RPC_URL) })), { rpcUrl: RPC_URL })
  : new ExactEvmScheme(account);
const pay = wrapFetchWithPaymentFromConfig(fetch, {
  schemes: [{ network: "eip155:*", client: scheme }],
  ...(RPC_URL ? { spendControls: { maxAmountPerPayment: false, allowedAssets: true } } : {}),
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
