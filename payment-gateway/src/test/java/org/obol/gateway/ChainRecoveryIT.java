package org.obol.gateway;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.gateway.facilitator.TestLookups;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Authorization;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.obol.x402.SchemePayload;
import org.obol.x402.Token;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.ContractCall;
import org.obol.x402.chain.OnchainApprovals;
import org.obol.x402.chain.TokenContract;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.PaymentSigner;
import org.obol.x402.evm.TypedData;
import org.obol.x402.evm.X402Contracts;
import org.obol.x402.facilitator.OnchainFacilitator;
import org.obol.x402.facilitator.OnchainSettings;
import org.obol.x402.facilitator.Settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The connection to the facilitator drops after the transaction was sent (attack 4): the
 * gateway finds the money on a real chain, however it was paid, and serves it.
 */
class ChainRecoveryIT extends GatewayIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final long PRICE = 10_000;

	private static ChainClient client;

	private static OnchainFacilitator onchain;

	private final String seller = ANVIL.newAccount().address();

	private final EvmAccount buyer = ANVIL.newAccount();

	@BeforeAll
	static void connect() {
		Path contracts = Path.of(System.getProperty("obol.root", ".."), "libs/x402/src/test/resources/contracts");
		ANVIL.place(contracts.resolve("Permit2.json"), X402Contracts.PERMIT2);
		ANVIL.place(contracts.resolve("ExactPermit2Proxy.json"), X402Contracts.EXACT_PERMIT2_PROXY);
		client = ANVIL.client();
		onchain = new OnchainFacilitator(List.of(client), ANVIL.fundedAccount(), Clock.systemUTC(),
				OnchainSettings.defaults()
					.withTimeouts(Duration.ofMillis(300), Duration.ofMinutes(1))
					.withWalletFactories(Set.of(SmartBuyer.FACTORY)));
	}

	@AfterAll
	static void disconnect() {
		client.close();
	}

	@BeforeEach
	void dropEverySettlement() {
		this.chain.real = TestLookups.on("eip155:84532", ANVIL.rpcUrl());
		this.facilitator.verification = (payment) -> onchain.verify(payment, payment.accepted());
		this.facilitator.settlement = (payment) -> {
			ANVIL.rpc("evm_setAutomine", false);
			onchain.settle(payment, payment.accepted());
			return new Settlement.Unknown(ErrorReason.FACILITATOR_ERROR, "connection reset", null);
		};
	}

	@AfterEach
	void letTheBlocksFlow() {
		ANVIL.rpc("evm_setAutomine", true);
		ANVIL.rpc("evm_mine");
	}

	@Test
	void transferWithAuthorizationIsFoundByItsNonce() {
		PaymentRequirements terms = sell(AnvilChain.USDC, "eip3009");
		ANVIL.mint(AnvilChain.USDC, this.buyer.address(), PRICE);
		dropsAndIsFound(signer().sign(required(terms), terms), AnvilChain.USDC);
	}

	@Test
	void permit2TransferIsFoundByItsBitmapAndTheTransfer() {
		PaymentRequirements terms = sell(AnvilChain.OBOL, "permit2");
		ANVIL.mint(AnvilChain.OBOL, this.buyer.address(), PRICE);
		approvePermit2();
		PaymentSigner signer = signer().withPermit2(new OnchainApprovals(List.of(client)));
		dropsAndIsFound(signer.sign(required(terms), terms), AnvilChain.OBOL);
		assertThat(this.jdbc.sql("select nonce from payment").query(String.class).single()).matches("permit2:[0-9]+");
	}

	@Test
	void deployedSmartWalletsTransferIsFound() {
		PaymentRequirements terms = sell(AnvilChain.USDC, "eip3009");
		SmartBuyer wallet = new SmartBuyer(ANVIL);
		wallet.deploy();
		dropsAndIsFound(wallet.pays(terms, false), AnvilChain.USDC);
	}

	@Test
	void smartWalletThatIsDeployedByItsPaymentIsServed() {
		PaymentRequirements terms = sell(AnvilChain.USDC, "eip3009");
		this.facilitator.settlement = (payment) -> onchain.settle(payment, payment.accepted());
		SmartBuyer wallet = new SmartBuyer(ANVIL);
		HttpResponse<String> response = pay("/services/chained/x",
				PaymentPayloadCodec.encodeHeader(wallet.pays(terms, true)));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(ANVIL.balance(AnvilChain.USDC, this.seller)).isEqualTo(PRICE);
	}

	@Test
	void paymentThatAStrangerHandedInIsServedAllTheSame() {
		PaymentRequirements terms = sell(AnvilChain.USDC, "eip3009");
		ANVIL.mint(AnvilChain.USDC, this.buyer.address(), PRICE);
		PaymentPayload payment = signer().sign(required(terms), terms);
		OnchainFacilitator stranger = new OnchainFacilitator(List.of(client), ANVIL.fundedAccount(), Clock.systemUTC(),
				OnchainSettings.defaults());
		this.facilitator.settlement = (ignored) -> {
			assertThat(stranger.settle(payment, terms)).isInstanceOf(Settlement.Settled.class);
			return onchain.settle(payment, terms);
		};
		HttpResponse<String> response = pay("/services/chained/x", PaymentPayloadCodec.encodeHeader(payment));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(ANVIL.balance(AnvilChain.USDC, this.seller)).isEqualTo(PRICE);
	}

	/**
	 * The buyer pays for one call and, in the same transaction, uses up what was signed
	 * for two others, while the services work.
	 */
	@Test
	void paymentsThatAreUsedUpBesideOneThatPaysBuyNothing() throws Exception {
		PaymentRequirements terms = sell(AnvilChain.USDC, "eip3009");
		ANVIL.mint(AnvilChain.USDC, this.buyer.address(), PRICE);
		List<PaymentPayload> payments = Stream.generate(() -> signer().sign(required(terms), terms)).limit(3).toList();
		CountDownLatch verified = new CountDownLatch(payments.size());
		CountDownLatch usedUp = new CountDownLatch(1);
		this.upstream.script = (exchange, body) -> {
			verified.countDown();
			usedUp.await(10, TimeUnit.SECONDS);
			FakeUpstream.text(200, "text/plain", "worth its price").run(exchange, body);
		};
		this.facilitator.settlement = (payment) -> onchain.settle(payment, payment.accepted());
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<HttpResponse<String>>> calls = payments.stream()
				.map(PaymentPayloadCodec::encodeHeader)
				.map((header) -> threads.submit(() -> pay("/services/chained/x", header)))
				.toList();
			assertThat(verified.await(10, TimeUnit.SECONDS)).isTrue();
			ANVIL
				.sendTogether(List.of(transfer(payments.get(0)), toMyself(payments.get(1)), toMyself(payments.get(2))));
			usedUp.countDown();
			assertThat(calls.get(0).get().statusCode()).isEqualTo(200);
			assertThat(calls.get(1).get().body()).doesNotContain("worth its price");
			assertThat(calls.get(2).get().body()).doesNotContain("worth its price");
		}
		assertThat(ANVIL.balance(AnvilChain.USDC, this.seller)).isEqualTo(PRICE);
		await().untilAsserted(
				() -> assertThat(state().split(",")).containsExactlyInAnyOrder("SETTLED", "RELEASED", "RELEASED"));
	}

	private ContractCall toMyself(PaymentPayload payment) {
		Authorization signed = ((SchemePayload.Eip3009) payment.payload()).authorization();
		Authorization mine = new Authorization(signed.from(), signed.from(), AtomicAmount.of(0), signed.validAfter(),
				signed.validBefore(), signed.nonce());
		byte[] digest = TypedData.digest(Eip712Domain.ofToken(payment.accepted()), mine);
		return new TokenContract(client, AnvilChain.USDC.address()).transfer(mine, this.buyer.sign(digest));
	}

	private static ContractCall transfer(PaymentPayload payment) {
		SchemePayload.Eip3009 signed = (SchemePayload.Eip3009) payment.payload();
		return new TokenContract(client, AnvilChain.USDC.address()).transfer(signed.authorization(),
				signed.signature());
	}

	private void dropsAndIsFound(PaymentPayload payment, Token token) {
		String header = PaymentPayloadCodec.encodeHeader(payment);
		HttpResponse<String> dropped = pay("/services/chained/x", header);
		assertThat(dropped.statusCode()).as(dropped.body()).isEqualTo(503);
		assertThat(dropped.body()).contains("settlement_unknown").doesNotContain("height");
		assertThat(state()).isEqualTo("UNKNOWN");
		ANVIL.rpc("evm_mine");
		await().atMost(Duration.ofSeconds(10)).until(() -> state().equals("SETTLED"));
		HttpResponse<String> repeated = pay("/services/chained/x", header);
		assertThat(repeated.statusCode()).isEqualTo(200);
		assertThat(repeated.body()).contains("height");
		assertThat(this.upstream.seen).hasSize(1);
		assertThat(this.facilitator.calls).containsExactly("verify", "settle");
		assertThat(ANVIL.balance(token, this.seller)).isEqualTo(PRICE);
		String transaction = this.jdbc.sql("select transaction from payment").query(String.class).single();
		assertThat(client.receipt(transaction)).isPresent();
	}

	private PaymentRequirements sell(Token token, String method) {
		var accepts = new ServiceOfferStatus.Accepts("exact", "eip155:84532", "" + PRICE, token.address(), this.seller,
				300,
				Map.of("name", token.domainName(), "version", token.domainVersion(), "assetTransferMethod", method));
		ServiceOfferStatus status = Offers.status(this.upstream.url().toString(), null, List.of(accepts));
		sell(Offers.live("chained", "shop", Offers.spec(ServiceOfferSpec.TYPE_HTTP, null, null), status));
		return terms("/services/chained");
	}

	private PaymentSigner signer() {
		return new PaymentSigner(this.buyer, Clock.systemUTC(), new SecureRandom());
	}

	private void approvePermit2() {
		ANVIL.rpc("anvil_setBalance", this.buyer.address(), "0x56bc75e2d63100000");
		ANVIL.rpc("anvil_impersonateAccount", this.buyer.address());
		ANVIL.sendFrom(this.buyer.address(), AnvilChain.OBOL.address(), "0x095ea7b3" + "0".repeat(24)
				+ X402Contracts.PERMIT2.substring(2).toLowerCase(Locale.ROOT) + "f".repeat(64));
	}

	private static PaymentRequired required(PaymentRequirements offer) {
		return PaymentRequired.of("pay", ResourceInfo.of("http://localhost/x", null, null), List.of(offer));
	}

}
