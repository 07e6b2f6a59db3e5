// Lists an agent's tools and calls one: TOOLS_URL, AGENT, TOKEN, TOOL, ARGUMENTS (JSON). Prints one line of JSON.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const headers = { Authorization: `Bearer ${process.env.TOKEN}`, "X-Obol-Agent": process.env.AGENT };
const client = new Client({ name: "interop", version: "1" });
await client.connect(new StreamableHTTPClientTransport(new URL(process.env.TOOLS_URL), { requestInit: { headers } }));
const { tools } = await client.listTools();
const result = await client.callTool({ name: process.env.TOOL, arguments: JSON.parse(process.env.ARGUMENTS) });
await client.close();
console.log(JSON.stringify({ tools: tools.map((tool) => tool.name).sort(), isError: result.isError ?? false,
  text: result.content[0].text }));
