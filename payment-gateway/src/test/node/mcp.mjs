// The official MCP client and the official x402 client against an agent's MCP endpoint. Environment: MCP_URL, BUYER_KEY.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { x402Client } from "@x402/core/client";
import { ExactEvmScheme } from "@x402/evm";
import { privateKeyToAccount } from "viem/accounts";

const { MCP_URL, BUYER_KEY } = process.env;
const buyer = new x402Client().register("eip155:*", new ExactEvmScheme(privateKeyToAccount(BUYER_KEY)));
const client = new Client({ name: "buyer", version: "1" });
await client.connect(new StreamableHTTPClientTransport(new URL(MCP_URL)));
const { tools } = await client.listTools();
const call = { name: "chat", arguments: { message: "How high is the chain?" } };
const asked = await client.callTool(call);
const payment = await buyer.createPaymentPayload(asked.structuredContent);
const paid = await client.callTool({ ...call, _meta: { "x402/payment": payment } });
const again = await client.callTool({ ...call, _meta: { "x402/payment": payment } });
const other = await client.callTool({ ...call, arguments: { message: "Something else" }, _meta: { "x402/payment": payment } });
await client.close();
console.log(JSON.stringify({ tools, asked, paid, again, other }));
