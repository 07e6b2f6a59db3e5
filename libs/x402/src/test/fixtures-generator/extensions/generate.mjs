// What the official extensions package makes of fixed input: texts to sign, signatures, declarations.
import { createSIWxMessage, createSIWxPayload, encodeSIWxHeader } from "@x402/extensions/sign-in-with-x";
import { hashOfferTypedData, hashReceiptTypedData, signOfferEIP712, signReceiptEIP712 } from "@x402/extensions/offer-receipt";
import { declarePaymentIdentifierExtension } from "@x402/extensions/payment-identifier";
import { declareDiscoveryExtension } from "@x402/extensions/bazaar";
import { privateKeyToAccount } from "viem/accounts";

const key = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
const account = privateKeyToAccount(key);
const plain = {
  domain: "market.example", uri: "https://market.example/services/blocks/me", version: "1", nonce: "0123456789abcdef",
  issuedAt: "2026-11-23T12:00:00Z", chainId: "eip155:84532", type: "eip191",
};
const full = { ...plain, statement: "Sign in to use this.", expirationTime: "2026-11-23T12:05:00Z",
  notBefore: "2026-11-23T11:59:00Z", requestId: "r-1", resources: ["https://market.example/services/blocks/me", "https://market.example/x"] };
const signed = await createSIWxPayload(full, account, full.uri);
const offer = { version: 1, resourceUrl: "https://market.example/services/blöcke", scheme: "exact", network: "eip155:84532",
  asset: "0x036CbD53842c5426634e7929541eC2318f3dCF7e", payTo: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", amount: "10000", validUntil: 1795435200 };
const receipt = { version: 1, network: "eip155:84532", resourceUrl: offer.resourceUrl,
  payer: "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", issuedAt: 1795435300, transaction: "0x" + "ab".repeat(32) };
console.log(JSON.stringify({
  key, address: account.address,
  signIn: { plain, plainText: createSIWxMessage(plain, account.address), full, fullText: createSIWxMessage(full, account.address),
    header: encodeSIWxHeader(signed), signature: signed.signature },
  offer: { payload: offer, hash: hashOfferTypedData(offer), signature: await signOfferEIP712(offer, (data) => account.signTypedData(data)) },
  receipt: { payload: receipt, hash: hashReceiptTypedData(receipt), signature: await signReceiptEIP712(receipt, (data) => account.signTypedData(data)) },
  paymentIdentifier: declarePaymentIdentifierExtension(false),
  bazaarQuery: declareDiscoveryExtension({ method: "GET" }).bazaar,
}, null, 1));
