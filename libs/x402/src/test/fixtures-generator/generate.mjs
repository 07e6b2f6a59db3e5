// Writes fixtures with the official packages, so that our tests never compare us with ourselves.
// Usage: npm ci && npm run generate. Clock and random numbers are fixed: equal versions, equal bytes.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NOW = 1795435200000; // 2026-11-23T12:00:00Z
Date.now = () => NOW;
let counter = 0;
Object.defineProperty(globalThis.crypto, "getRandomValues", {
  value: (array) => array.fill(0).map((_, i) => (i * 37 + ++counter) & 0xff),
});

const { privateKeyToAccount } = await import("viem/accounts");
const { hashTypedData, hashDomain, domainSeparator, createPublicClient, createWalletClient, http } = await import("viem");
const { baseSepolia } = await import("viem/chains");
const v2http = await import("@x402/core/http");
const v2client = await import("@x402/core/client");
const evm = await import("@x402/evm");
const { ExactEvmScheme } = await import("@x402/evm/exact/client");
const v1client = await import("x402/client");
const v1types = await import("x402/types");

const out = process.argv[2];
mkdirSync(out, { recursive: true });
const write = (name, value) =>
  writeFileSync(join(out, name), JSON.stringify(value, (_, v) => (typeof v === "bigint" ? v.toString() : v), "\t") + "\n");

// The second key of the well-known test mnemonic "test test ... junk"; worthless on any real chain.
const KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
const account = privateKeyToAccount(KEY);
const PAY_TO = "0x209693Bc6afc0C5328bA36FaF03C514EF312287C";
const USDC = "0x036CbD53842c5426634e7929541eC2318f3dCF7e";
const OBOL = "0x0a09371a8b011d5110656ceBCc70603e53FD2c78";

// --- typed data, by viem ---
const usdcDomain = { name: "USDC", version: "2", chainId: 84532, verifyingContract: USDC };
const obolDomain = { name: "Obol Network", version: "1", chainId: 84532, verifyingContract: OBOL };
const permit2Domain = { name: "Permit2", chainId: 84532, verifyingContract: evm.PERMIT2_ADDRESS };
const transfers = [
  { value: "10000", validAfter: "0", validBefore: "1795435500", nonce: "0x" + "ab".repeat(32) },
  { value: "0", validAfter: "1795434600", validBefore: "99999999999", nonce: "0x" + "00".repeat(32) },
  { value: (2n ** 256n - 1n).toString(), validAfter: "1", validBefore: (2n ** 256n - 1n).toString(), nonce: "0x" + "ff".repeat(32) },
];
const typed = { key: KEY, address: account.address, domains: [], eip3009: [], permit2: [], eip2612: [] };
for (const domain of [usdcDomain, obolDomain, permit2Domain, { name: "Dollar ☃", version: "", chainId: 1, verifyingContract: PAY_TO }]) {
  typed.domains.push({ domain, separator: domainSeparator({ domain }) });
}
const sign = async (message) => ({ digest: hashTypedData(message), signature: await account.signTypedData(message) });
for (const t of transfers) {
  const authorization = { from: account.address, to: PAY_TO, ...t };
  typed.eip3009.push({
    domain: usdcDomain, authorization,
    ...(await sign({ domain: usdcDomain, types: evm.authorizationTypes, primaryType: "TransferWithAuthorization",
      message: { ...authorization, value: BigInt(t.value), validAfter: BigInt(t.validAfter), validBefore: BigInt(t.validBefore) } })),
  });
}
for (const [spender, facilitator] of [[evm.x402ExactPermit2ProxyAddress, undefined], [evm.x402UptoPermit2ProxyAddress, PAY_TO]]) {
  const witness = facilitator ? { to: PAY_TO, facilitator, validAfter: "0" } : { to: PAY_TO, validAfter: "1795434600" };
  const permit2Authorization = { from: account.address, permitted: { token: OBOL, amount: "1000000000000000000" }, spender,
    nonce: (2n ** 255n + 7n).toString(), deadline: "1795435500", witness };
  typed.permit2.push({
    permit2Authorization,
    ...(await sign({ domain: permit2Domain, types: facilitator ? evm.uptoPermit2WitnessTypes : evm.permit2WitnessTypes,
      primaryType: "PermitWitnessTransferFrom",
      message: { permitted: { token: OBOL, amount: 10n ** 18n }, spender, nonce: 2n ** 255n + 7n, deadline: 1795435500n,
        witness: { ...witness, validAfter: BigInt(witness.validAfter) } } })),
  });
}
{
  const permit = { owner: account.address, spender: evm.PERMIT2_ADDRESS, value: "1000000000000000000", nonce: "3", deadline: "1795435500" };
  typed.eip2612.push({ domain: obolDomain, permit,
    ...(await sign({ domain: obolDomain, primaryType: "Permit",
      types: { Permit: [["owner", "address"], ["spender", "address"], ["value", "uint256"], ["nonce", "uint256"], ["deadline", "uint256"]].map(([name, type]) => ({ name, type })) },
      message: { ...permit, value: 10n ** 18n, nonce: 3n, deadline: 1795435500n } })) });
}
write("typed-data.json", typed);

// --- protocol version 2, by @x402/core and @x402/evm ---
const exactUsdc = { scheme: "exact", network: "eip155:84532", amount: "10000", asset: USDC, payTo: PAY_TO, maxTimeoutSeconds: 300,
  extra: { name: "USDC", version: "2", assetTransferMethod: "eip3009", agentSkills: ["gas", "addresses"], agentRuntime: "demo" } };
const exactObol = { scheme: "exact", network: "eip155:84532", amount: "10000000000000000000", asset: OBOL, payTo: PAY_TO, maxTimeoutSeconds: 300,
  extra: { name: "Obol Network", version: "1", assetTransferMethod: "permit2" } };
const required = { x402Version: 2, error: "Payment required", resource: { url: "http://localhost:8402/services/demo-quant/v1/chat/completions",
  description: "A chain analyst – asks & answers", mimeType: "application/json", serviceName: "demo-quant", tags: ["chain", "agent"] },
  accepts: [exactUsdc, exactObol] };
const client = new v2client.x402Client().setSpendControls(false).register("eip155:*", new ExactEvmScheme(account));
const payment = await client.createPaymentPayload(required);
const settled = { success: true, payer: account.address, transaction: "0x" + "12".repeat(32), network: "eip155:84532", amount: "10000" };
const refused = { success: false, errorReason: "invalid_exact_evm_nonce_already_used", payer: account.address, transaction: "", network: "eip155:84532" };
write("v2.json", {
  key: KEY, now: NOW / 1000,
  required, requiredHeader: v2http.encodePaymentRequiredHeader(required),
  payment, paymentHeader: v2http.encodePaymentSignatureHeader(payment),
  settled, settledHeader: v2http.encodePaymentResponseHeader(settled),
  refused, refusedHeader: v2http.encodePaymentResponseHeader(refused),
});

// --- protocol version 1, by x402 1.2 (which x402-fetch is made of) ---
const v1Requirements = { scheme: "exact", network: "base-sepolia", maxAmountRequired: "10000",
  resource: "http://localhost:8402/services/demo-quant/v1/chat/completions", description: "A chain analyst", mimeType: "application/json",
  payTo: PAY_TO, maxTimeoutSeconds: 300, asset: USDC, extra: { name: "USDC", version: "2" } };
const v1Body = { x402Version: 1, error: "Payment required", accepts: [v1types.PaymentRequirementsSchema.parse(v1Requirements)] };
const v1Header = await v1client.createPaymentHeader(account, 1, v1Requirements);
const v1Payment = JSON.parse(Buffer.from(v1Header, "base64").toString());
const v1Settled = { success: true, transaction: "0x" + "12".repeat(32), network: "base-sepolia", payer: account.address };
write("v1.json", {
  key: KEY, now: NOW / 1000, body: v1Body, requirements: v1Requirements,
  payment: v1Payment, paymentHeader: v1Header,
  settled: v1Settled, settledHeader: v1types.settleResponseHeader(v1Settled),
  networks: Object.fromEntries(v1types.EvmNetworkToChainId),
});

// --- every error code the two packages know ---
const { readdirSync, readFileSync } = await import("node:fs");
const { dirname } = await import("node:path");
const { fileURLToPath } = await import("node:url");
const evmDist = dirname(fileURLToPath(import.meta.resolve("@x402/evm")));
const v2Codes = new Set();
for (const file of readdirSync(evmDist, { recursive: true }).filter((name) => String(name).endsWith(".mjs"))) {
  for (const [, code] of readFileSync(join(evmDist, file), "utf8").matchAll(/^(?:var|const) Err\w+ = "([a-z0-9_]+)"/gm)) v2Codes.add(code);
}
write("error-codes.json", { v1: v1types.ErrorReasons, v2: [...v2Codes].sort() });
