package org.obol.x402.facilitator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Fixtures;
import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.obol.x402.Token;
import org.obol.x402.X402Version;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.OnchainApprovals;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.devchain.OfficialPackages;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.GasSponsoring;
import org.obol.x402.evm.PaymentSigner;
import org.obol.x402.evm.X402Contracts;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our payments at the official facilitator, the official clients' payments at ours, and
 * the official facilitator client at our endpoint, all on one chain.
 */
class OfficialPackagesIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final OfficialPackages OFFICIAL = OfficialPackages.installed();

	private static final EvmAccount SETTLER = ANVIL.fundedAccount();

	/** Two keys that tests may pass to other programs. */
	private static final String OFFICIAL_SETTLER = "0x" + "5e".repeat(32);

	private static final String OFFICIAL_BUYER = "0x" + "b1".repeat(32);

	private static final long OBOL_PRICE = 5_000_000_000_000_000L;

	private static ChainClient client;

	private static OnchainFacilitator ours;

	private static Process process;

	private static RemoteFacilitator theirs;

	private final String seller = ANVIL.newAccount().address();

	private final EvmAccount payer = ANVIL.newAccount();

	private final PaymentSigner signer = new PaymentSigner(this.payer, Clock.systemUTC(), new SecureRandom())
		.withPermit2(new OnchainApprovals(List.of(client)));

	@BeforeAll
	static void start() throws IOException {
		Path contracts = Path.of("src", "test", "resources", "contracts");
		ANVIL.place(contracts.resolve("Permit2.json"), X402Contracts.PERMIT2);
		ANVIL.place(contracts.resolve("ExactPermit2Proxy.json"), X402Contracts.EXACT_PERMIT2_PROXY);
		ANVIL.place(contracts.resolve("UptoPermit2Proxy.json"), X402Contracts.UPTO_PERMIT2_PROXY);
		ANVIL.rpc("anvil_setBalance", EvmAccount.ofPrivateKey(OFFICIAL_SETTLER).address(), "0x56bc75e2d63100000");
		client = ANVIL.client();
		ours = new OnchainFacilitator(List.of(client), SETTLER, Clock.systemUTC(), OnchainSettings.defaults());
		process = OFFICIAL.start("serve", Map.of("key", OFFICIAL_SETTLER, "rpcUrl", ANVIL.rpcUrl().toString()));
		JsonNode started = Fixtures.json(process.inputReader().readLine().getBytes(StandardCharsets.UTF_8));
		theirs = new RemoteFacilitator(
				RemoteSettings.of(URI.create("http://127.0.0.1:" + started.get("port").intValue()))
					.withTimeouts(java.time.Duration.ofSeconds(30), java.time.Duration.ofSeconds(60)));
	}

	@AfterAll
	static void stop() {
		theirs.close();
		process.destroy();
		client.close();
	}

	@Test
	void theOfficialFacilitatorSettlesOurEip3009Payment() {
		PaymentRequirements offer = usdc();
		ANVIL.mint(AnvilChain.USDC, this.payer.address(), 1_000_000);
		PaymentPayload payment = this.signer.sign(required(offer), offer);
		assertThat(theirs.verify(payment, offer)).isEqualTo(new Verification.Valid(this.payer.address()));
		assertThat(theirs.settle(payment, offer)).isInstanceOf(Settlement.Settled.class);
		assertThat(earned(AnvilChain.USDC)).isEqualTo(10_000);
		assertThat(theirs.verify(payment, offer)).isInstanceOf(Verification.Invalid.class);
	}

	@Test
	void theOfficialFacilitatorSettlesAV1BuyersPaymentThatWeTranslated() {
		PaymentRequirements offer = usdc();
		ANVIL.mint(AnvilChain.USDC, this.payer.address(), 1_000_000);
		PaymentPayload v1 = PaymentPayload.v1("exact", offer.network(),
				this.signer.sign(required(offer), offer).payload());
		assertThat(theirs.verify(v1, offer)).isInstanceOf(Verification.Valid.class);
		assertThat(theirs.settle(v1, offer)).isInstanceOf(Settlement.Settled.class);
		assertThat(earned(AnvilChain.USDC)).isEqualTo(10_000);
	}

	@Test
	void theOfficialFacilitatorSettlesOurSponsoredObolPayment() {
		PaymentRequirements offer = obol();
		ANVIL.mint(AnvilChain.OBOL, this.payer.address(), OBOL_PRICE);
		PaymentPayload payment = this.signer.sign(required(offer), offer);
		assertThat(theirs.verify(payment, offer)).isEqualTo(new Verification.Valid(this.payer.address()));
		assertThat(theirs.settle(payment, offer)).isInstanceOf(Settlement.Settled.class);
		assertThat(earned(AnvilChain.OBOL)).isEqualTo(OBOL_PRICE);
	}

	@Test
	void theOfficialFacilitatorSettlesOurUptoPayment() {
		PaymentRequirements offer = upto(EvmAccount.ofPrivateKey(OFFICIAL_SETTLER).address());
		ANVIL.mint(AnvilChain.OBOL, this.payer.address(), OBOL_PRICE);
		PaymentPayload payment = this.signer.sign(required(offer), offer);
		assertThat(theirs.verify(payment, offer)).isInstanceOf(Verification.Valid.class);
		assertThat(theirs.settle(payment, offer.withAmount(AtomicAmount.of(77)))).isInstanceOfSatisfying(
				Settlement.Settled.class, (settled) -> assertThat(settled.amount()).isEqualTo(AtomicAmount.of(77)));
		assertThat(earned(AnvilChain.OBOL)).isEqualTo(77);
	}

	@Test
	void theOfficialFacilitatorsListIsRead() {
		assertThat(theirs.supported().includes(X402Version.V2, "exact", AnvilChain.NETWORK)).isTrue();
		assertThat(theirs.supported().includes(X402Version.V2, "upto", AnvilChain.NETWORK)).isTrue();
		assertThat(theirs.supported().includes(X402Version.V2, "exact", Network.evm(1))).isFalse();
	}

	@Test
	void weSettleTheOfficialV2ClientsPayment() {
		PaymentRequirements offer = usdc();
		ANVIL.mint(AnvilChain.USDC, buyer(), 1_000_000);
		settledByUs(official(required(offer)), offer);
		assertThat(earned(AnvilChain.USDC)).isEqualTo(10_000);
	}

	@Test
	void weSettleTheOfficialV1ClientsPayment() {
		PaymentRequirements offer = usdc();
		ANVIL.mint(AnvilChain.USDC, buyer(), 1_000_000);
		JsonNode body = Fixtures.json(PaymentRequiredCodec.encodeV1Body(required(offer)));
		JsonNode answer = OFFICIAL.run("payV1",
				Map.of("key", OFFICIAL_BUYER, "requirements", body.get("accepts").get(0)));
		PaymentPayload payment = PaymentPayloadCodec.decodeHeader(answer.get("header").asString());
		assertThat(payment.version()).isEqualTo(X402Version.V1);
		settledByUs(payment, offer);
		assertThat(earned(AnvilChain.USDC)).isEqualTo(10_000);
	}

	@Test
	void weSettleTheOfficialClientsSponsoredObolPayment() {
		PaymentRequirements offer = obol();
		ANVIL.mint(AnvilChain.OBOL, buyer(), OBOL_PRICE);
		PaymentPayload payment = official(required(offer));
		assertThat(GasSponsoring.approvalIn(payment)).isPresent();
		settledByUs(payment, offer);
		assertThat(earned(AnvilChain.OBOL)).isEqualTo(OBOL_PRICE);
	}

	@Test
	void weSettleTheOfficialClientsUptoPayment() {
		PaymentRequirements offer = upto(SETTLER.address());
		ANVIL.mint(AnvilChain.OBOL, buyer(), OBOL_PRICE);
		PaymentPayload payment = official(required(offer));
		assertThat(ours.verify(payment, offer)).isInstanceOf(Verification.Valid.class);
		assertThat(ours.settle(payment, offer.withAmount(AtomicAmount.of(99)))).isInstanceOf(Settlement.Settled.class);
		assertThat(earned(AnvilChain.OBOL)).isEqualTo(99);
	}

	@Test
	void theOfficialPaymentsHeaderIsWrittenAgainByteForByte() {
		PaymentRequirements offer = obol();
		ANVIL.mint(AnvilChain.OBOL, buyer(), OBOL_PRICE);
		JsonNode answer = OFFICIAL.run("pay", Map.of("key", OFFICIAL_BUYER, "rpcUrl", ANVIL.rpcUrl().toString(),
				"required", Fixtures.json(PaymentRequiredCodec.encodeV2Body(required(offer)))));
		String header = answer.get("header").asString();
		assertThat(PaymentPayloadCodec.encodeHeader(PaymentPayloadCodec.decodeHeader(header))).isEqualTo(header);
	}

	@Test
	void theOfficialFacilitatorClientUsesOurEndpoint() throws IOException {
		PaymentRequirements offer = usdc();
		ANVIL.mint(AnvilChain.USDC, this.payer.address(), 1_000_000);
		PaymentPayload payment = this.signer.sign(required(offer), offer);
		JsonNode sent = Fixtures.json(Base64.getDecoder().decode(PaymentPayloadCodec.encodeHeader(payment)));
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		FacilitatorEndpoint endpoint = new FacilitatorEndpoint(ours);
		server.createContext("/", (exchange) -> serve(endpoint, exchange));
		server.start();
		try {
			JsonNode answer = OFFICIAL.run("ask", Map.of("url", "http://127.0.0.1:" + server.getAddress().getPort(),
					"payment", sent, "requirements", sent.get("accepted")));
			assertThat(answer.get("supported").get("kinds").get(0).get("scheme").asString()).isEqualTo("exact");
			assertThat(answer.get("verify").get("isValid").booleanValue()).isTrue();
			assertThat(answer.get("settle").get("success").booleanValue()).isTrue();
			assertThat(earned(AnvilChain.USDC)).isEqualTo(10_000);
		}
		finally {
			server.stop(0);
		}
	}

	private static void serve(FacilitatorEndpoint endpoint, HttpExchange exchange) throws IOException {
		FacilitatorEndpoint.Answer answer = endpoint.answer(exchange.getRequestMethod(),
				exchange.getRequestURI().getPath(), exchange.getRequestBody().readAllBytes());
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(answer.status(), answer.body().length);
		exchange.getResponseBody().write(answer.body());
		exchange.close();
	}

	private static void settledByUs(PaymentPayload payment, PaymentRequirements offer) {
		assertThat(payment.isFor(offer)).isTrue();
		assertThat(ours.verify(payment, offer)).isInstanceOf(Verification.Valid.class);
		assertThat(ours.settle(payment, offer)).isInstanceOf(Settlement.Settled.class);
	}

	private static PaymentPayload official(PaymentRequired required) {
		JsonNode answer = OFFICIAL.run("pay", Map.of("key", OFFICIAL_BUYER, "rpcUrl", ANVIL.rpcUrl().toString(),
				"required", Fixtures.json(PaymentRequiredCodec.encodeV2Body(required))));
		return PaymentPayloadCodec.decodeHeader(answer.get("header").asString());
	}

	private static PaymentRequired required(PaymentRequirements offer) {
		return PaymentRequired
			.of("Payment required", ResourceInfo.of("http://localhost/x", "A chain analyst", "application/json"),
					List.of(offer))
			.withExtensions(Map.of(GasSponsoring.KEY, GasSponsoring.advertisement()));
	}

	private PaymentRequirements usdc() {
		return PaymentRequirements.exact(AnvilChain.USDC, AtomicAmount.of(10_000), this.seller, 300);
	}

	private PaymentRequirements obol() {
		return PaymentRequirements.exact(AnvilChain.OBOL, AtomicAmount.of(OBOL_PRICE), this.seller, 300);
	}

	private PaymentRequirements upto(String facilitatorAddress) {
		return new PaymentRequirements("upto", AnvilChain.NETWORK, AtomicAmount.of(OBOL_PRICE),
				AnvilChain.OBOL.address(), this.seller, 300, AnvilChain.OBOL.extra())
			.withExtra("facilitatorAddress", facilitatorAddress);
	}

	private static String buyer() {
		return EvmAccount.ofPrivateKey(OFFICIAL_BUYER).address();
	}

	private long earned(Token token) {
		return ANVIL.balance(token, this.seller).longValueExact();
	}

}
