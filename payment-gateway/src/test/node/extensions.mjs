// The official packages against a running gateway. Environment: OFFER_URL, OTHER_URL (same offer), AUTH_URL, BUYER_KEY.
// Prints what came of it as one JSON line.
import { decodePaymentRequiredHeader, decodePaymentResponseHeader, encodePaymentSignatureHeader } from "@x402/core/http";
import { x402Client } from "@x402/core/client";
import { ExactEvmScheme } from "@x402/evm";
import { wrapFetchWithPayment } from "@x402/fetch";
import { validateDiscoveryExtension, validateDiscoveryExtensionSpec } from "@x402/extensions/bazaar";
import { extractOffersFromPaymentRequired, extractReceiptFromResponse, verifyOfferSignatureEIP712,
  verifyReceiptMatchesOffer, verifyReceiptSignatureEIP712 } from "@x402/extensions/offer-receipt";
import { appendPaymentIdentifierToExtensions, generatePaymentId, validatePaymentIdentifier } from "@x402/extensions/payment-identifier";
import { createSIWxClientExtension } from "@x402/extensions/sign-in-with-x";
import { privateKeyToAccount } from "viem/accounts";

const { OFFER_URL, OTHER_URL, AUTH_URL, BUYER_KEY } = process.env;
const account = privateKeyToAccount(BUYER_KEY);
const client = new x402Client().register("eip155:*", new ExactEvmScheme(account));
const quote = async (url) => decodePaymentRequiredHeader((await fetch(url)).headers.get("payment-required"));
const id = generatePaymentId();

async function buy(url) {
  const required = await quote(url);
  appendPaymentIdentifierToExtensions(required.extensions, id);
  const payment = await client.createPaymentPayload(required);
  const response = await fetch(url, { headers: { "PAYMENT-SIGNATURE": encodePaymentSignatureHeader(payment) } });
  const receipt = response.headers.get("payment-response");
  return { status: response.status, body: await response.text(), echoed: payment.extensions?.["payment-identifier"]?.info?.id === id,
    settled: receipt ? decodePaymentResponseHeader(receipt) : null, signed: extractReceiptFromResponse(response) };
}

const required = await quote(OFFER_URL);
const offers = extractOffersFromPaymentRequired(required);
const verified = await Promise.all(offers.map((offer) => verifyOfferSignatureEIP712(offer)));
const first = await buy(OFFER_URL);
const again = await buy(OFFER_URL);
const other = await buy(OTHER_URL);
const receipt = first.signed ? await verifyReceiptSignatureEIP712(first.signed) : null;

const signIn = new x402Client().registerExtension(createSIWxClientExtension({ signers: [account] }));
const entered = await wrapFetchWithPayment(fetch, signIn)(AUTH_URL);

console.log(JSON.stringify({
  bazaar: validateDiscoveryExtension(required.extensions.bazaar),
  bazaarSpec: validateDiscoveryExtensionSpec(required.extensions.bazaar),
  identifier: validatePaymentIdentifier(required.extensions["payment-identifier"]),
  offerSigners: verified.map((each) => each.signer),
  receiptSigner: receipt?.signer,
  receiptMatches: first.signed && verifyReceiptMatchesOffer(first.signed, verified[0].payload, [account.address]),
  first, again, other,
  signIn: { status: entered.status, body: await entered.text() },
}));
