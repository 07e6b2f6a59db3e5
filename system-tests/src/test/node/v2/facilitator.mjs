// The official facilitator behind plain HTTP: /verify, /settle, /supported.
// Environment: PORT, RPC_URL, SETTLEMENT_KEY (0x hex). Prints "Facilitator listening" once it is up.
import { createServer } from "node:http";
import { x402Facilitator } from "@x402/core/facilitator";
import { toFacilitatorEvmSigner } from "@x402/evm";
import { registerExactEvmScheme } from "@x402/evm/exact/facilitator";
import { createWalletClient, http, publicActions } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { baseSepolia } from "viem/chains";

const { PORT, RPC_URL, SETTLEMENT_KEY } = process.env;
const account = privateKeyToAccount(SETTLEMENT_KEY);
const client = createWalletClient({ account, chain: baseSepolia, transport: http(RPC_URL), pollingInterval: 100 })
  .extend(publicActions);
const signer = toFacilitatorEvmSigner({
  address: account.address,
  getCode: (args) => client.getCode(args),
  readContract: (args) => client.readContract({ ...args, args: args.args ?? [] }),
  verifyTypedData: (args) => client.verifyTypedData(args),
  writeContract: (args) => client.writeContract({ ...args, args: args.args ?? [] }),
  sendTransaction: (args) => client.sendTransaction(args),
  waitForTransactionReceipt: (args) => client.waitForTransactionReceipt(args),
});
const facilitator = new x402Facilitator();
registerExactEvmScheme(facilitator, { signer, networks: "eip155:84532" });

const answer = (response, status, body) => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
};
const read = async (request) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
};
createServer(async (request, response) => {
  try {
    if (request.url === "/supported") return answer(response, 200, facilitator.getSupported());
    const { paymentPayload, paymentRequirements } = await read(request);
    if (request.url === "/verify") return answer(response, 200, await facilitator.verify(paymentPayload, paymentRequirements));
    if (request.url === "/settle") return answer(response, 200, await facilitator.settle(paymentPayload, paymentRequirements));
    return answer(response, 404, { error: "not found" });
  } catch (error) {
    return answer(response, 500, { error: String(error.message ?? error) });
  }
}).listen(Number(PORT), "127.0.0.1", () => console.log("Facilitator listening"));
