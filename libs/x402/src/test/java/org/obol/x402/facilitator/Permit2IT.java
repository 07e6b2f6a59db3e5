package org.obol.x402.facilitator;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Permit2Authorization;
import org.obol.x402.ResourceInfo;
import org.obol.x402.SchemePayload;
import org.obol.x402.X402Version;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.OnchainApprovals;
import org.obol.x402.chain.TransferFinding;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.GasSponsoring;
import org.obol.x402.evm.PaymentSigner;
import org.obol.x402.evm.TypedData;
import org.obol.x402.evm.X402Contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * OBOL through Permit2. Permit2 and the proxies are rebuilt from their interfaces
 * (src/test/solidity), because no npm package carries their code.
 */
class Permit2IT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final EvmAccount SETTLER = ANVIL.fundedAccount();

	private static final long PRICE = 5_000_000_000_000_000L;

	private static ChainClient client;

	private static OnchainFacilitator facilitator;

	private final EvmAccount payer = ANVIL.newAccount();

	private final PaymentSigner buyer = new PaymentSigner(this.payer, Clock.systemUTC(), new SecureRandom())
		.withPermit2(new OnchainApprovals(List.of(client)));

	private final String seller = ANVIL.newAccount().address();

	private final PaymentRequirements exact = PaymentRequirements.exact(AnvilChain.OBOL, AtomicAmount.of(PRICE),
			this.seller, 300);

	private final PaymentRequirements upto = new PaymentRequirements("upto", AnvilChain.NETWORK, AtomicAmount.of(PRICE),
			AnvilChain.OBOL.address(), this.seller, 300, AnvilChain.OBOL.extra())
		.withExtra("facilitatorAddress", SETTLER.address());

	@BeforeAll
	static void start() {
		Path contracts = Path.of("src", "test", "resources", "contracts");
		ANVIL.place(contracts.resolve("Permit2.json"), X402Contracts.PERMIT2);
		ANVIL.place(contracts.resolve("ExactPermit2Proxy.json"), X402Contracts.EXACT_PERMIT2_PROXY);
		ANVIL.place(contracts.resolve("UptoPermit2Proxy.json"), X402Contracts.UPTO_PERMIT2_PROXY);
		client = ANVIL.client();
		facilitator = new OnchainFacilitator(List.of(client), SETTLER, Clock.systemUTC(), OnchainSettings.defaults());
	}

	@AfterAll
	static void stop() {
		client.close();
	}

	@Test
	void aBuyerWithoutEtherAndWithoutApprovalPaysInObol() {
		rich();
		PaymentPayload payment = this.buyer.sign(sponsored(this.exact), this.exact);
		assertThat(GasSponsoring.approvalIn(payment)).isPresent();
		assertThat(facilitator.verify(payment, this.exact)).isEqualTo(new Verification.Valid(this.payer.address()));
		Settlement settlement = facilitator.settle(payment, this.exact);
		assertThat(settlement).isInstanceOfSatisfying(Settlement.Settled.class,
				(settled) -> assertThat(found(payment, PRICE))
					.isEqualTo(new TransferFinding.Paid(settled.transaction())));
		assertThat(earned()).isEqualTo(PRICE);
	}

	@Test
	void anApprovalOnChainIsEnough() {
		rich();
		approve();
		PaymentPayload payment = this.buyer.sign(plain(this.exact), this.exact);
		assertThat(GasSponsoring.approvalIn(payment)).isEmpty();
		assertThat(facilitator.verify(payment, this.exact)).isInstanceOf(Verification.Valid.class);
		assertThat(facilitator.settle(payment, this.exact)).isInstanceOf(Settlement.Settled.class);
		assertThat(earned()).isEqualTo(PRICE);
		assertThat(OnchainFacilitatorIT.reason(facilitator.verify(payment, this.exact)))
			.isEqualTo(ErrorReason.PERMIT2_INVALID_NONCE);
		assertThat(facilitator.settle(payment, this.exact)).isInstanceOf(Settlement.Unknown.class);
		assertThat(earned()).isEqualTo(PRICE);
	}

	@Test
	void withoutAnyApprovalTheSignerSaysWhatToDo() {
		rich();
		assertThatIllegalArgumentException().isThrownBy(() -> this.buyer.sign(plain(this.exact), this.exact))
			.withMessageContaining("approve " + X402Contracts.PERMIT2);
	}

	@Test
	void aPermitWithoutApprovalIsRefusedWithItsOwnCode() {
		rich();
		refused(signed(this.exact, permit(this.exact, null)), this.exact, ErrorReason.PERMIT2_ALLOWANCE_REQUIRED);
	}

	@Test
	void thePermitMustPayTheOffer() {
		rich();
		approve();
		Permit2Authorization good = permit(this.exact, null);
		String stranger = ANVIL.newAccount().address();
		long now = Buyer.now();
		refused(with(good, good.token(), PRICE, stranger, good.deadline(), good.witness()),
				ErrorReason.PERMIT2_SPENDER);
		refused(with(good, good.token(), PRICE, good.spender(), good.deadline(), witness(stranger, null, 0)),
				ErrorReason.PERMIT2_RECIPIENT_MISMATCH);
		refused(with(good, good.token(), PRICE, good.spender(), BigInteger.valueOf(now + 3), good.witness()),
				ErrorReason.PERMIT2_DEADLINE_EXPIRED);
		refused(with(good, good.token(), PRICE, good.spender(), good.deadline(), witness(this.seller, null, now + 60)),
				ErrorReason.PERMIT2_NOT_YET_VALID);
		refused(with(good, good.token(), PRICE - 1, good.spender(), good.deadline(), good.witness()),
				ErrorReason.PERMIT2_AMOUNT_MISMATCH);
		refused(with(good, AnvilChain.USDC.address(), PRICE, good.spender(), good.deadline(), good.witness()),
				ErrorReason.PERMIT2_TOKEN_MISMATCH);
		refused(with(good, good.token(), PRICE, good.spender(), good.deadline(),
				witness(this.seller, SETTLER.address(), 0)), ErrorReason.INVALID_PAYLOAD);
		assertThat(earned()).isZero();
	}

	@Test
	void anotherKeysPermitAndAnEmptyPurseAreRefused() {
		approve();
		refused(signed(this.exact, permit(this.exact, null)), this.exact, ErrorReason.PERMIT2_INSUFFICIENT_BALANCE);
		Permit2Authorization permit = permit(this.exact, null);
		EvmAccount thief = ANVIL.newAccount();
		String signature = thief.sign(TypedData.digest(Eip712Domain.ofPermit2(84532), permit));
		refused(PaymentPayload.v2(this.exact, new SchemePayload.Permit2(signature, permit), null, Map.of()), this.exact,
				ErrorReason.PERMIT2_SIGNATURE);
	}

	@Test
	void theApprovalThatCameAlongMustFit() {
		rich();
		PaymentPayload payment = this.buyer.sign(sponsored(this.exact), this.exact);
		GasSponsoring.Approval good = GasSponsoring.approvalIn(payment).orElseThrow();
		String stranger = ANVIL.newAccount().address();
		refused(with(payment, new GasSponsoring.Approval(stranger, good.asset(), good.spender(), good.amount(),
				good.nonce(), good.deadline(), good.signature())), ErrorReason.EIP2612_FROM_MISMATCH);
		refused(with(payment, new GasSponsoring.Approval(good.from(), stranger, good.spender(), good.amount(),
				good.nonce(), good.deadline(), good.signature())), ErrorReason.EIP2612_ASSET_MISMATCH);
		refused(with(payment, new GasSponsoring.Approval(good.from(), good.asset(), stranger, good.amount(),
				good.nonce(), good.deadline(), good.signature())), ErrorReason.EIP2612_SPENDER);
		refused(with(payment, new GasSponsoring.Approval(good.from(), good.asset(), good.spender(), good.amount(),
				good.nonce(), BigInteger.ONE, good.signature())), ErrorReason.EIP2612_DEADLINE_EXPIRED);
		refused(with(payment, new GasSponsoring.Approval(good.from(), good.asset(), good.spender(), AtomicAmount.of(1),
				good.nonce(), good.deadline(), good.signature())), ErrorReason.EIP2612_AMOUNT_MISMATCH);
		refused(with(payment, new GasSponsoring.Approval(good.from(), good.asset(), good.spender(), good.amount(),
				good.nonce(), good.deadline(), "0x12")), ErrorReason.EIP2612_FORMAT);
	}

	@Test
	void uptoMovesWhatWasUsedAndNoMore() {
		rich();
		PaymentPayload payment = this.buyer.sign(sponsored(this.upto), this.upto);
		assertThat(facilitator.verify(payment, this.upto)).isInstanceOf(Verification.Valid.class);
		assertThat(facilitator.settle(payment, this.upto.withAmount(AtomicAmount.of(PRICE + 1))))
			.isInstanceOfSatisfying(Settlement.Failed.class,
					(failed) -> assertThat(failed.reason()).isEqualTo(ErrorReason.UPTO_EXCEEDS_AMOUNT));
		assertThat(facilitator.settle(payment, this.upto.withAmount(AtomicAmount.of(1_234)))).isInstanceOfSatisfying(
				Settlement.Settled.class, (settled) -> assertThat(settled.amount()).isEqualTo(AtomicAmount.of(1_234)));
		assertThat(earned()).isEqualTo(1_234);
		assertThat(found(payment, 1_234)).isInstanceOf(TransferFinding.Paid.class);
	}

	@Test
	void uptoWithNothingUsedSendsNoTransaction() {
		rich();
		PaymentPayload payment = this.buyer.sign(sponsored(this.upto), this.upto);
		assertThat(facilitator.settle(payment, this.upto.withAmount(AtomicAmount.ZERO)))
			.isEqualTo(new Settlement.Settled("", this.payer.address(), AtomicAmount.ZERO));
		assertThat(found(payment, 0)).isEqualTo(new TransferFinding.Unused());
	}

	@Test
	void uptoForAnotherFacilitatorIsRefused() {
		rich();
		PaymentRequirements others = this.upto.withExtra("facilitatorAddress", ANVIL.newAccount().address());
		refused(this.buyer.sign(sponsored(others), others), others, ErrorReason.UPTO_FACILITATOR_MISMATCH);
	}

	@Test
	void supportedNamesUptoWithItsFacilitatorAndTheSponsoring() {
		assertThat(facilitator.supported().includes(X402Version.V2, "upto", AnvilChain.NETWORK)).isTrue();
		assertThat(facilitator.supported().kinds())
			.anySatisfy((kind) -> assertThat(kind.extra()).containsEntry("facilitatorAddress", SETTLER.address()));
		assertThat(facilitator.supported().extensions()).containsExactly(GasSponsoring.KEY);
	}

	private static PaymentRequired plain(PaymentRequirements offer) {
		return PaymentRequired.of("pay", ResourceInfo.of("http://localhost/x", null, null), List.of(offer));
	}

	private static PaymentRequired sponsored(PaymentRequirements offer) {
		return plain(offer).withExtensions(Map.of(GasSponsoring.KEY, GasSponsoring.advertisement()));
	}

	private Permit2Authorization permit(PaymentRequirements offer, String facilitatorAddress) {
		return new Permit2Authorization(this.payer.address(), offer.asset(), offer.amount(),
				X402Contracts.EXACT_PERMIT2_PROXY, new BigInteger(256, new SecureRandom()),
				BigInteger.valueOf(Buyer.now() + 300), witness(this.seller, facilitatorAddress, 0));
	}

	private static Permit2Authorization.Witness witness(String to, String facilitatorAddress, long validAfter) {
		return new Permit2Authorization.Witness(to, facilitatorAddress, BigInteger.valueOf(validAfter));
	}

	private static Permit2Authorization with(Permit2Authorization permit, String token, long amount, String spender,
			BigInteger deadline, Permit2Authorization.Witness witness) {
		return new Permit2Authorization(permit.from(), token, AtomicAmount.of(amount), spender, permit.nonce(),
				deadline, witness);
	}

	private PaymentPayload signed(PaymentRequirements offer, Permit2Authorization permit) {
		String signature = this.payer.sign(TypedData.digest(Eip712Domain.ofPermit2(84532), permit));
		return PaymentPayload.v2(offer, new SchemePayload.Permit2(signature, permit), null, Map.of());
	}

	private static PaymentPayload with(PaymentPayload payment, GasSponsoring.Approval approval) {
		return PaymentPayload.v2(payment.accepted(), payment.payload(), payment.resource(),
				GasSponsoring.with(payment.extensions(), approval));
	}

	private void refused(Permit2Authorization permit, ErrorReason expected) {
		refused(signed(this.exact, permit), this.exact, expected);
	}

	private void refused(PaymentPayload payment, ErrorReason expected) {
		refused(payment, this.exact, expected);
	}

	private static void refused(PaymentPayload payment, PaymentRequirements offer, ErrorReason expected) {
		assertThat(OnchainFacilitatorIT.reason(facilitator.verify(payment, offer))).isEqualTo(expected);
		assertThat(facilitator.settle(payment, offer)).isInstanceOfSatisfying(Settlement.Failed.class,
				(failed) -> assertThat(failed.reason()).isEqualTo(expected));
	}

	private TransferFinding found(PaymentPayload payment, long amount) {
		return facilitator.lookup(payment.id(this.exact).orElseThrow(), this.seller, AtomicAmount.of(amount));
	}

	private void rich() {
		ANVIL.mint(AnvilChain.OBOL, this.payer.address(), 2 * PRICE);
	}

	private void approve() {
		ANVIL.rpc("anvil_setBalance", this.payer.address(), "0x56bc75e2d63100000");
		ANVIL.rpc("anvil_impersonateAccount", this.payer.address());
		ANVIL.sendFrom(this.payer.address(), AnvilChain.OBOL.address(), "0x095ea7b3" + "0".repeat(24)
				+ X402Contracts.PERMIT2.substring(2).toLowerCase(java.util.Locale.ROOT) + "f".repeat(64));
	}

	private long earned() {
		return ANVIL.balance(AnvilChain.OBOL, this.seller).longValueExact();
	}

}
