// The official packages as programs for OfficialPackagesIT: one command, JSON on stdin, JSON on the last line of stdout.
import { createServer } from "node:http";
import { HTTPFacilitatorClient, encodePaymentSignatureHeader } from "@x402/core/http";
import { x402Client } from "@x402/core/client";
import { x402Facilitator } from "@x402/core/facilitator";
import { toClientEvmSigner, toFacilitatorEvmSigner } from "@x402/evm";
import { ExactEvmScheme } from "@x402/evm/exact/client";
import { UptoEvmScheme } from "@x402/evm/upto/client";
import { registerExactEvmScheme } from "@x402/evm/exact/facilitator";
import { UptoEvmScheme as UptoEvmFacilitator } from "@x402/evm/upto/facilitator";
import { createPublicClient, createWalletClient, http, publicActions } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { baseSepolia } from "viem/chains";
import { createPaymentHeader } from "x402/client";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const input = JSON.parse(Buffer.concat(chunks).toString("utf8"));
const print = (value) => console.log(JSON.stringify(value));

const commands = {
  /** {key, rpcUrl, required} -> the header of a v2 payment for the first offer. */
  async pay() {
    const publicClient = createPublicClient({ chain: baseSepolia, transport: http(input.rpcUrl) });
    const signer = toClientEvmSigner(privateKeyToAccount(input.key), publicClient);
    const client = new x402Client().setSpendControls(false)
      .register("eip155:*", new ExactEvmScheme(signer, { rpcUrl: input.rpcUrl }))
      .register("eip155:*", new UptoEvmScheme(signer, { rpcUrl: input.rpcUrl }));
    print({ header: encodePaymentSignatureHeader(await client.createPaymentPayload(input.required)) });
  },
  /** {key, requirements} -> the header of a v1 payment. */
  async payV1() {
    print({ header: await createPaymentHeader(privateKeyToAccount(input.key), 1, input.requirements) });
  },
  /** {url, payment, requirements} -> what the official facilitator client makes of our facilitator. */
  async ask() {
    const client = new HTTPFacilitatorClient({ url: input.url });
    const supported = await client.getSupported();
    const verify = await client.verify(input.payment, input.requirements);
    const settle = await client.settle(input.payment, input.requirements);
    print({ supported, verify, settle });
  },
  /** {key, rpcUrl} -> serves the official facilitator until stdin's owner ends it; prints its port. */
  async serve() {
    const account = privateKeyToAccount(input.key);
    const client = createWalletClient({ account, chain: baseSepolia, transport: http(input.rpcUrl), pollingInterval: 50 })
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
    facilitator.register("eip155:84532", new UptoEvmFacilitator(signer));
    facilitator.registerExtension({ key: "eip2612GasSponsoring" });
    const server = createServer(async (request, response) => {
      const send = (status, body) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
      };
      try {
        if (request.url === "/supported") return send(200, facilitator.getSupported());
        const body = [];
        for await (const chunk of request) body.push(chunk);
        const { paymentPayload, paymentRequirements } = JSON.parse(Buffer.concat(body).toString("utf8"));
        const operation = request.url === "/verify" ? "verify" : "settle";
        return send(200, await facilitator[operation](paymentPayload, paymentRequirements));
      } catch (error) {
        return send(500, { error: String(error?.stack ?? error) });
      }
    });
    server.listen(0, "127.0.0.1", () => print({ port: server.address().port }));
    await new Promise(() => {});
  },
};
await commands[process.argv[2]]();
