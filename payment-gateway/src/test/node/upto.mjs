// The official client buys what is charged by use. Environment: OFFER_URL, BUYER_KEY, RPC_URL. Prints the receipt as JSON.
import { x402Client } from "@x402/core/client";
import { decodePaymentResponseHeader } from "@x402/core/http";
import { toClientEvmSigner } from "@x402/evm";
import { UptoEvmScheme } from "@x402/evm/upto/client";
import { wrapFetchWithPayment } from "@x402/fetch";
import { createPublicClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { baseSepolia } from "viem/chains";

const { OFFER_URL, BUYER_KEY, RPC_URL } = process.env;
const chain = createPublicClient({ chain: baseSepolia, transport: http(RPC_URL) });
const signer = toClientEvmSigner(privateKeyToAccount(BUYER_KEY), chain);
// Other tokens than the default ones have to be allowed.
const client = new x402Client().setSpendControls(false).register("eip155:*", new UptoEvmScheme(signer, { rpcUrl: RPC_URL }));
const response = await wrapFetchWithPayment(fetch, client)(OFFER_URL, {
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
