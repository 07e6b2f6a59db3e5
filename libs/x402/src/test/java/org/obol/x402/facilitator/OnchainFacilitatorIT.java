package org.obol.x402.facilitator;

import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Authorization;
import org.obol.x402.ErrorReason;
import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SchemePayload;
import org.obol.x402.X402Version;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.ContractCall;
import org.obol.x402.chain.TokenContract;
import org.obol.x402.chain.TransferFinding;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.EvmAccount;

import static org.assertj.core.api.Assertions.assertThat;

class OnchainFacilitatorIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final EvmAccount SETTLER = ANVIL.fundedAccount();

	private static final long PRICE = 10_000;

	private static ChainClient client;

	private static OnchainFacilitator facilitator;

	private final Buyer buyer = new Buyer(ANVIL.newAccount());

	private final String seller = ANVIL.newAccount().address();

	private final PaymentRequirements offer = PaymentRequirements.exact(AnvilChain.USDC, AtomicAmount.of(PRICE),
			this.seller, 300);

	@BeforeAll
	static void start() {
		client = ANVIL.client();
		facilitator = new OnchainFacilitator(List.of(client), SETTLER, Clock.systemUTC(), OnchainSettings.defaults());
	}

	@AfterAll
	static void stop() {
		client.close();
	}

	@Test
	void aPaymentInOrderVerifiesAndMovesThePrice() {
		rich();
		PaymentPayload payment = this.buyer.pays(this.offer);
		assertThat(facilitator.verify(payment, this.offer))
			.isEqualTo(new Verification.Valid(this.buyer.account().address()));
		assertThat(earned()).isZero();
		Settlement settlement = facilitator.settle(payment, this.offer);
		assertThat(settlement).isInstanceOfSatisfying(Settlement.Settled.class, (settled) -> {
			assertThat(settled.payer()).isEqualTo(this.buyer.account().address());
			assertThat(settled.transaction()).matches("0x[0-9a-f]{64}");
			assertThat(facilitator.lookup(payment.id(this.offer).orElseThrow(), this.seller, this.offer.amount()))
				.isEqualTo(new TransferFinding.Paid(settled.transaction()));
		});
		assertThat(earned()).isEqualTo(PRICE);
	}

	@Test
	void aVersionOnePaymentMovesThePrice() {
		rich();
		PaymentPayload payment = PaymentPayload.v1("exact", AnvilChain.NETWORK, this.buyer.pays(this.offer).payload());
		assertThat(facilitator.verify(payment, this.offer)).isInstanceOf(Verification.Valid.class);
		assertThat(facilitator.settle(payment, this.offer)).isInstanceOf(Settlement.Settled.class);
		assertThat(earned()).isEqualTo(PRICE);
	}

	@Test
	void theSignedTransferMustPayTheOffer() {
		rich();
		String stranger = ANVIL.newAccount().address();
		long now = Buyer.now();
		AtomicAmount price = this.offer.amount();
		refused(this.buyer.authorization(stranger, price, 0, now + 300), ErrorReason.RECIPIENT_MISMATCH);
		refused(this.buyer.authorization(this.seller, price, 0, now + 4), ErrorReason.VALID_BEFORE);
		refused(this.buyer.authorization(this.seller, price, now + 60, now + 300), ErrorReason.VALID_AFTER);
		refused(this.buyer.authorization(this.seller, AtomicAmount.of(PRICE - 1), 0, now + 300),
				ErrorReason.VALUE_MISMATCH);
		refused(this.buyer.authorization(this.seller, AtomicAmount.of(PRICE + 1), 0, now + 300),
				ErrorReason.VALUE_MISMATCH);
		assertThat(earned()).isZero();
	}

	@Test
	void anotherKeysSignatureIsRefused() {
		rich();
		Authorization authorization = this.buyer.authorization(this.offer);
		Buyer thief = new Buyer(ANVIL.newAccount());
		refused(thief.signs(this.offer, authorization), this.offer, ErrorReason.INVALID_SIGNATURE);
		refused(PaymentPayload.v2(this.offer, new SchemePayload.Eip3009("0x1234", authorization), null,
				java.util.Map.of()), this.offer, ErrorReason.INVALID_SIGNATURE);
	}

	@Test
	void aPaymentForAnotherChainOrSchemeIsRefused() {
		rich();
		PaymentRequirements elsewhere = PaymentRequirements.exact(
				org.obol.x402.TokenRegistry.standard().bySymbol(Network.evm(8453), "USDC").orElseThrow(),
				this.offer.amount(), this.seller, 300);
		refused(this.buyer.pays(elsewhere), this.offer, ErrorReason.NETWORK_MISMATCH);
		refused(this.buyer.pays(elsewhere), elsewhere, ErrorReason.INVALID_NETWORK);
		PaymentRequirements batch = new PaymentRequirements("batch-settlement", this.offer.network(),
				this.offer.amount(), this.offer.asset(), this.seller, 300, this.offer.extra());
		refused(this.buyer.pays(batch), this.offer, ErrorReason.INVALID_EXACT_SCHEME);
		PaymentRequirements nameless = new PaymentRequirements("exact", this.offer.network(), this.offer.amount(),
				this.offer.asset(), this.seller, 300, java.util.Map.of());
		refused(this.buyer.pays(this.offer), nameless, ErrorReason.MISSING_DOMAIN);
	}

	@Test
	void thePayerMustHaveTheMoney() {
		refused(this.buyer.pays(this.offer), this.offer, ErrorReason.INSUFFICIENT_BALANCE);
	}

	@Test
	void aDomainThatIsNotTheTokensIsNamed() {
		rich();
		PaymentRequirements wrongName = this.offer.withExtra("name", "USD Coin");
		refused(this.buyer.pays(wrongName), wrongName, ErrorReason.TOKEN_NAME_MISMATCH);
		PaymentRequirements wrongVersion = this.offer.withExtra("version", "1");
		refused(this.buyer.pays(wrongVersion), wrongVersion, ErrorReason.TOKEN_VERSION_MISMATCH);
	}

	@Test
	void theAssetMustBeATokenWithEip3009() {
		PaymentRequirements nothingThere = asking(ANVIL.newAccount().address());
		refused(this.buyer.pays(nothingThere), nothingThere, ErrorReason.ASSET_NOT_DEPLOYED);
		PaymentRequirements obol = asking(AnvilChain.OBOL.address());
		refused(this.buyer.pays(obol), obol, ErrorReason.EIP3009_NOT_SUPPORTED);
	}

	@Test
	void aSpentPaymentVerifiesNoMoreAndItsMoneyIsFoundOnTheChain() {
		rich();
		PaymentPayload payment = this.buyer.pays(this.offer);
		assertThat(facilitator.settle(payment, this.offer)).isInstanceOf(Settlement.Settled.class);
		assertThat(reason(facilitator.verify(payment, this.offer))).isEqualTo(ErrorReason.NONCE_ALREADY_USED);
		assertThat(facilitator.settle(payment, this.offer)).isInstanceOfSatisfying(Settlement.Unknown.class,
				(unknown) -> assertThat(unknown.reason()).isEqualTo(ErrorReason.NONCE_ALREADY_USED));
		assertThat(earned()).isEqualTo(PRICE);
	}

	@Test
	void anAuthorizationThatSomebodyElseBroughtIsFoundPaid() {
		rich();
		PaymentPayload payment = this.buyer.pays(this.offer);
		SchemePayload.Eip3009 signed = (SchemePayload.Eip3009) payment.payload();
		ContractCall call = new TokenContract(client, this.offer.asset()).transfer(signed.authorization(),
				signed.signature());
		String hash = ANVIL.send(call.to(), call.data());
		assertThat(facilitator.settle(payment, this.offer)).isInstanceOf(Settlement.Unknown.class);
		assertThat(facilitator.lookup(payment.id(this.offer).orElseThrow(), this.seller, this.offer.amount()))
			.isEqualTo(new TransferFinding.Paid(hash));
	}

	@Test
	void lookupTellsUnusedFromPaidToSomebodyElse() {
		rich();
		PaymentPayload payment = this.buyer.pays(this.offer);
		var id = payment.id(this.offer).orElseThrow();
		assertThat(facilitator.lookup(id, this.seller, this.offer.amount())).isEqualTo(new TransferFinding.Unused());
		assertThat(facilitator.settle(payment, this.offer)).isInstanceOf(Settlement.Settled.class);
		String stranger = ANVIL.newAccount().address();
		assertThat(facilitator.lookup(id, stranger, this.offer.amount()))
			.isEqualTo(new TransferFinding.UsedElsewhere());
		assertThat(facilitator.lookup(id, this.seller, AtomicAmount.of(1)))
			.isEqualTo(new TransferFinding.UsedElsewhere());
	}

	@Test
	void theSamePaymentAtOnceMovesTheMoneyOnce() throws Exception {
		rich();
		PaymentPayload payment = this.buyer.pays(this.offer);
		List<Settlement> settlements = atOnce(10, () -> facilitator.settle(payment, this.offer));
		assertThat(settlements).filteredOn(Settlement.Settled.class::isInstance).hasSize(1);
		assertThat(settlements).filteredOn(Settlement.Unknown.class::isInstance).hasSize(9);
		assertThat(earned()).isEqualTo(PRICE);
	}

	@Test
	void manySettlementsAtOnceShareOneAccountWithoutCollisions() throws Exception {
		rich();
		List<Settlement> settlements = atOnce(30, () -> facilitator.settle(this.buyer.pays(this.offer), this.offer));
		assertThat(settlements).hasSize(30).allMatch(Settlement.Settled.class::isInstance);
		assertThat(earned()).isEqualTo(30 * PRICE);
	}

	@Test
	void aFailedSettlementLeavesNoGapForTheNext() {
		PaymentPayload unpaid = this.buyer.pays(this.offer);
		assertThat(facilitator.settle(unpaid, this.offer)).isInstanceOfSatisfying(Settlement.Failed.class,
				(failed) -> assertThat(failed.reason()).isEqualTo(ErrorReason.INSUFFICIENT_BALANCE));
		rich();
		assertThat(facilitator.settle(unpaid, this.offer)).isInstanceOf(Settlement.Settled.class);
	}

	@Test
	void anAccountWithoutGasMoneyIsAFailureThatMayPass() {
		rich();
		OnchainFacilitator broke = new OnchainFacilitator(List.of(client), ANVIL.newAccount(), Clock.systemUTC(),
				OnchainSettings.defaults());
		assertThat(broke.settle(this.buyer.pays(this.offer), this.offer)).isInstanceOfSatisfying(
				Settlement.Failed.class, (failed) -> assertThat(failed.reason().isRetryable()).isTrue());
	}

	@Test
	void aChainThatDoesNotAnswerSaysNothingAboutThePayment() {
		try (ChainClient nobody = ChainClient.connect(AnvilChain.NETWORK, URI.create("http://127.0.0.1:9"))) {
			OnchainFacilitator offline = new OnchainFacilitator(List.of(nobody), SETTLER, Clock.systemUTC(),
					OnchainSettings.defaults());
			assertThat(offline.verify(this.buyer.pays(this.offer), this.offer))
				.isInstanceOf(Verification.Unavailable.class);
			assertThat(offline.settle(this.buyer.pays(this.offer), this.offer)).isInstanceOfSatisfying(
					Settlement.Failed.class, (failed) -> assertThat(failed.reason().isRetryable()).isTrue());
		}
	}

	@Test
	void supportedListsItsChainsAndItsAccount() {
		assertThat(facilitator.supported().includes(X402Version.V2, "exact", AnvilChain.NETWORK)).isTrue();
		assertThat(facilitator.supported().includes(X402Version.V1, "exact", AnvilChain.NETWORK)).isTrue();
		assertThat(facilitator.supported().signers().get("eip155:*")).containsExactly(SETTLER.address());
	}

	static <T> List<T> atOnce(int times, Callable<T> action) throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<T>> results = threads.invokeAll(IntStream.range(0, times).mapToObj((i) -> action).toList());
			return results.stream().map(Future::resultNow).toList();
		}
	}

	static ErrorReason reason(Verification verification) {
		return ((Verification.Invalid) verification).reason();
	}

	private void refused(Authorization authorization, ErrorReason expected) {
		refused(this.buyer.signs(this.offer, authorization), this.offer, expected);
	}

	private static void refused(PaymentPayload payment, PaymentRequirements offer, ErrorReason expected) {
		assertThat(reason(facilitator.verify(payment, offer))).isEqualTo(expected);
		assertThat(facilitator.settle(payment, offer)).isInstanceOfSatisfying(Settlement.Failed.class,
				(failed) -> assertThat(failed.reason()).isEqualTo(expected));
	}

	private PaymentRequirements asking(String asset) {
		return new PaymentRequirements("exact", this.offer.network(), this.offer.amount(), asset, this.seller, 300,
				this.offer.extra());
	}

	private void rich() {
		ANVIL.mint(AnvilChain.USDC, this.buyer.account().address(), 1_000_000);
	}

	private long earned() {
		BigInteger balance = ANVIL.balance(AnvilChain.USDC, this.seller);
		return balance.longValueExact();
	}

}
