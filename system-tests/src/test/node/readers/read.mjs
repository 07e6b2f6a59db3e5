// Reads a market as other people's programs do, and prints what they made of it as one JSON line.
// Environment: ORIGIN (the gateway), PAID (a paid path).
import { checkEndpointSchema, discoverOriginSchema } from "@agentcash/discovery";
import { AgentCard } from "@a2a-js/sdk";
import { parsePaymentRequired, PaymentRequirementsV2Schema } from "@x402/core/schemas";

const { ORIGIN, PAID } = process.env;
const json = async (path) => (await fetch(ORIGIN + path)).json();

const origin = await discoverOriginSchema({ target: ORIGIN });
const endpoint = await checkEndpointSchema({ url: ORIGIN + PAID });
const listed = await json("/.well-known/x402");
const unpaid = [];
for (const url of listed.resources) {
  const answer = await fetch(url, { method: url.endsWith("/chat/completions") ? "POST" : "GET" });
  const header = answer.headers.get("payment-required");
  const required = header ? JSON.parse(Buffer.from(header, "base64").toString()) : {};
  unpaid.push({
    url,
    status: answer.status,
    valid: parsePaymentRequired(required).success,
  });
}
const bazaar = await json("/discovery/resources?limit=100");
const card = await json("/.well-known/agent-card.json");
const read = AgentCard.toJSON(AgentCard.fromJSON(card));
console.log(JSON.stringify({
  origin: { found: origin.found, endpoints: origin.endpoints },
  endpoint,
  unpaid,
  bazaar: bazaar.items.map((item) => ({
    resource: item.resource,
    valid: item.accepts.length > 0 && item.accepts.every((terms) => PaymentRequirementsV2Schema.safeParse(terms).success),
  })),
  card: { skills: read.skills.map((skill) => skill.name), interfaces: read.supportedInterfaces.map((each) => each.url) },
}));
