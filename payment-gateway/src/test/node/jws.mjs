// What the official package makes of our signed offers and receipts in the form of JWS. Environment: OFFER, RECEIPT (JSON).
import { verifyOfferSignatureJWS, verifyReceiptSignatureJWS } from "@x402/extensions/offer-receipt";

const offer = JSON.parse(process.env.OFFER);
const receipt = JSON.parse(process.env.RECEIPT);
const refused = async (jws) => {
  // Another first character of the signature: still base64, no longer true.
  const [header, payload, signature] = jws.signature.split(".");
  const other = signature[0] === "A" ? "B" : "A";
  return verifyOfferSignatureJWS({ ...jws, signature: `${header}.${payload}.${other}${signature.slice(1)}` }).then(() => false, () => true);
};
console.log(JSON.stringify({
  offer: await verifyOfferSignatureJWS(offer),
  receipt: await verifyReceiptSignatureJWS(receipt),
  refused: await refused(offer),
}));
