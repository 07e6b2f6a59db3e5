package org.obol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.ResourceInfo;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.codec.SignInCodec;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.PersonalMessage;
import org.obol.x402.extension.SignIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Paths that cost a wallet's signature: what opens them, and what does not. */
class SignInIT extends GatewayIT {

	private static final String ME = "/services/club/me";

	private static final EvmAccount WALLET = EvmAccount
		.ofPrivateKey("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");

	@BeforeEach
	void open() {
		ServiceOffer club = Offers.http("club", this.upstream.url().toString());
		club.setSpec(Offers.spec("http", null, null, null,
				List.of(new ServiceOfferSpec.Route("/me", List.of(), "auth", null, null),
						new ServiceOfferSpec.Route("/you", List.of(), "auth", null, null),
						new ServiceOfferSpec.Route("/paid", List.of(), "paid", null, null))));
		sell(club, Offers.http("blocks", this.upstream.url().toString()));
	}

	@Test
	void withoutASignatureOneIsAskedForAndNoMoney() {
		HttpResponse<String> response = send(request(ME));
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(PaidCallIT.header(response, "WWW-Authenticate")).isEqualTo("SIWX domain=\"market.example\"");
		assertThat(PaidCallIT.header(response, "Cache-Control")).isEqualTo("no-store");
		JsonNode challenge = json(Base64.getDecoder().decode(PaidCallIT.header(response, "PAYMENT-REQUIRED")));
		assertThat(challenge).isEqualTo(json(response.body().getBytes(StandardCharsets.UTF_8)));
		assertThat(challenge.get("accepts")).isEmpty();
		assertThat(challenge.at("/extensions/sign-in-with-x/info/uri").asString())
			.isEqualTo("https://market.example" + ME);
		assertThat(this.upstream.seen).isEmpty();
	}

	@Test
	void aSignatureOpensThePathAndTheServiceLearnsWhose() {
		HttpResponse<String> response = send(
				request(ME).header(SignInCodec.HEADER, signed(challenge(ME))).header("X-Payment-Payer", "0xforged"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("height");
		FakeUpstream.Seen seen = this.upstream.seen.getFirst();
		assertThat(seen.headers().get("x-payment-payer")).containsExactly(WALLET.address().toLowerCase());
		assertThat(seen.headers()).doesNotContainKey("sign-in-with-x");
		assertThat(this.facilitator.calls).isEmpty();
	}

	@Test
	void aSignatureIsGoodOnce() {
		String header = signed(challenge(ME));
		assertThat(enter(ME, header).statusCode()).isEqualTo(200);
		HttpResponse<String> again = enter(ME, header);
		assertThat(again.statusCode()).isEqualTo(402);
		assertThat(again.body()).contains("invalid_siwx_nonce");
		assertThat(this.upstream.seen).hasSize(1);
	}

	@Test
	void aSignatureIsGoodForItsOwnPathOnly() {
		assertThat(enter("/services/club/you", signed(challenge(ME))).body()).contains("invalid_siwx_uri_mismatch");
		assertThat(enter("/services/club/paid", signed(challenge(ME))).body()).contains("payment_required");
		assertThat(this.upstream.seen).isEmpty();
	}

	@Test
	void whatWasChangedAfterwardsOpensNothing() {
		refused("invalid_siwx_domain_mismatch", (message) -> with(message, "domain", "evil.example"));
		refused("invalid_siwx_uri_mismatch", (message) -> with(message, "uri", "https://evil.example" + ME));
		refused("invalid_siwx_nonce", (message) -> with(message, "nonce", "0".repeat(56)));
		refused("invalid_siwx_nonce", (message) -> with(message, "nonce", "abcdefgh12345678"));
		refused("invalid_siwx_issued_at", (message) -> with(message, "issuedAt", "yesterday"));
		refused("invalid_siwx_issued_at_in_future", (message) -> with(message, "issuedAt", "2999-01-01T00:00:00Z"));
		refused("invalid_siwx_expired", (message) -> with(message, "issuedAt", "2026-01-01T00:00:00Z"));
		refused("invalid_siwx_message", (message) -> with(message, "statement", "Give me everything."));
		refused("invalid_siwx_message", (message) -> with(message, "expirationTime", "2999-01-01T00:00:00Z"));
		refused("invalid_siwx_unsupported_chain", (message) -> with(message, "chain", "eip155:1"));
		assertThat(this.upstream.seen).isEmpty();
	}

	@Test
	void somebodyElsesSignatureOpensNothing() {
		SignIn message = challenge(ME);
		String header = SignInCodec.encodeHeader(new SignIn.Signed(message, Payments.BUYER,
				WALLET.sign(PersonalMessage.digest(message.text(Payments.BUYER)))));
		assertThat(enter(ME, header).body()).contains("invalid_siwx_signature");
	}

	@Test
	void aWalletThatIsAContractJudgesItsOwnSignature() {
		String wallet = "0x5afe" + "0".repeat(36);
		assertThat(enter(ME, SignInCodec.encodeHeader(new SignIn.Signed(challenge(ME), wallet, "0x1271"))).statusCode())
			.isEqualTo(200);
		assertThat(this.upstream.seen.getFirst().headers().get("x-payment-payer")).containsExactly(wallet);
		assertThat(enter(ME, SignInCodec.encodeHeader(new SignIn.Signed(challenge(ME), wallet, "0x00"))).statusCode())
			.isEqualTo(402);
	}

	@Test
	void aCheapPaymentThatNamesAnExpensiveResourceOpensNothing() {
		var terms = terms("/services/blocks");
		PaymentPayload plain = PaymentPayloadCodec.decodeHeader(Payments.header(terms));
		PaymentPayload naming = PaymentPayload.v2(terms, plain.payload(),
				ResourceInfo.of("https://market.example" + ME, null, null), Map.of());
		String payment = PaymentPayloadCodec.encodeHeader(naming);
		assertThat(pay("/services/blocks/height", payment).statusCode()).isEqualTo(200);
		assertThat(pay(ME, payment).statusCode()).isEqualTo(402);
		assertThat(pay("/services/club/paid", payment).statusCode()).isEqualTo(409);
		assertThat(this.upstream.seen).hasSize(1);
	}

	@Test
	void garbageIsABadRequest() {
		HttpResponse<String> response = enter(ME, "not-base64!");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("invalid_sign_in_header");
		assertThat(send(request(ME).header(SignInCodec.HEADER, signed(challenge(ME)))
			.header(SignInCodec.HEADER, signed(challenge(ME)))).statusCode()).isEqualTo(402);
	}

	private void refused(String code, UnaryOperator<SignIn> change) {
		HttpResponse<String> response = enter(ME, signed(change.apply(challenge(ME))));
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(json(response.body().getBytes(StandardCharsets.UTF_8)).get("error").asString()).isEqualTo(code);
	}

	private HttpResponse<String> enter(String path, String header) {
		return send(request(path).header(SignInCodec.HEADER, header));
	}

	private SignIn challenge(String path) {
		JsonNode extension = json(send(request(path)).body().getBytes(StandardCharsets.UTF_8)).get("extensions")
			.get(SignIn.KEY);
		JsonNode info = extension.get("info");
		List<String> resources = new ArrayList<>();
		info.get("resources").forEach((resource) -> resources.add(resource.asString()));
		return new SignIn(info.get("domain").asString(), info.get("statement").asString(), info.get("uri").asString(),
				info.get("version").asString(), new Network(extension.at("/supportedChains/0/chainId").asString()),
				info.get("nonce").asString(), info.get("issuedAt").asString(), info.get("expirationTime").asString(),
				null, null, resources);
	}

	private static String signed(SignIn message) {
		return SignInCodec.encodeHeader(new SignIn.Signed(message, WALLET.address(),
				WALLET.sign(PersonalMessage.digest(message.text(WALLET.address())))));
	}

	private static SignIn with(SignIn of, String field, String value) {
		return new SignIn(field.equals("domain") ? value : of.domain(),
				field.equals("statement") ? value : of.statement(), field.equals("uri") ? value : of.uri(),
				of.version(), field.equals("chain") ? new Network(value) : of.network(),
				field.equals("nonce") ? value : of.nonce(), field.equals("issuedAt") ? value : of.issuedAt(),
				field.equals("expirationTime") ? value : of.expirationTime(), null, null, of.resources());
	}

	private static JsonNode json(byte[] bytes) {
		return JsonMapper.builder().build().readTree(bytes);
	}

}
