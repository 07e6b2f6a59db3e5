// The official client buys what is charged by use. Environment: OFFER_URL, BUYER_KEY, RPC_URL. Prints the receipt as JSON.
import { toClientEvmSigner } from "@x402/evm";
import { UptoEvmScheme } from "@x402/evm/upto/client";
import { decodePaymentResponseHeader, wrapFetchWithPaymentFromConfig } from "@x402/fetch";
import { createPublicClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";

const { OFFER_URL, BUYER_KEY, RPC_URL } = process.env;
const signer = toClientEvmSigner(privateKeyToAccount(BUYER_KEY), createPublicClient({ transport: http(RPC_URL) }));
// As the storefront shows it (BuyProgram). Other tokens than the default ones have to be allowed.
const pay = wrapFetchWithPaymentFromConfig(fetch, {
  schemes: [{ network: "eip155:84532", client: new UptoEvmScheme(signer, { rpcUrl: RPC_URL }) }],
  spendControls: { maxAmountPerPayment: false, allowedAssets: true },
});
const response = await pay(OFFER_URL, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ messages: [{ role: "user", content: "How high is the chain?" }] }),
});
const receipt = response.headers.get("payment-response");
console.log(JSON.stringify({
  status: response.status,
  body: await response.text(),
  receipt: receipt ? decodePaymentResponseHeader(receipt) : null,
}));
