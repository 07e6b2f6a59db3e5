package org.obol.x402.facilitator;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Authorization;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SchemePayload;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.TypedData;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Payers that are contracts, deployed (EIP-1271) or not yet (ERC-6492).
 */
class SmartWalletIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final EvmAccount SETTLER = ANVIL.fundedAccount();

	private static final String FACTORY = "0x00000000000000000000000000000000Fac70123";

	private static ChainClient client;

	private static OnchainFacilitator facilitator;

	private final EvmAccount owner = ANVIL.newAccount();

	private final String seller = ANVIL.newAccount().address();

	private final PaymentRequirements offer = PaymentRequirements.exact(AnvilChain.USDC, AtomicAmount.of(10_000),
			this.seller, 300);

	@BeforeAll
	static void start() {
		ANVIL.place(Path.of("src", "test", "resources", "contracts", "SmartWalletFactory.json"), FACTORY);
		client = ANVIL.client();
		facilitator = new OnchainFacilitator(List.of(client), SETTLER, Clock.systemUTC(),
				OnchainSettings.defaults().withWalletFactories(Set.of(FACTORY)));
	}

	@AfterAll
	static void stop() {
		client.close();
	}

	@Test
	void aDeployedWalletPays() {
		ANVIL.send(FACTORY, create());
		PaymentPayload payment = payment(walletSignature(authorization()), null);
		assertThat(facilitator.verify(payment, this.offer)).isEqualTo(new Verification.Valid(wallet()));
		assertThat(facilitator.settle(payment, this.offer)).isInstanceOf(Settlement.Settled.class);
		assertThat(ANVIL.balance(AnvilChain.USDC, this.seller)).isEqualTo(10_000);
	}

	@Test
	void aWalletRefusesWhatItsOwnerDidNotSign() {
		ANVIL.send(FACTORY, create());
		Authorization authorization = authorization();
		EvmAccount thief = ANVIL.newAccount();
		String forged = "0x01" + thief.sign(digest(authorization)).substring(2);
		refused(facilitator, payment(forged, authorization), ErrorReason.INVALID_SIGNATURE);
		// The owner's plain signature recovers to the owner, who is not the payer.
		refused(facilitator, payment(this.owner.sign(digest(authorization)), authorization),
				ErrorReason.INVALID_SIGNATURE);
	}

	@Test
	void aWalletThatDoesNotExistYetIsDeployedAndPays() {
		PaymentPayload payment = counterfactual();
		assertThat(client.hasCode(wallet())).isFalse();
		assertThat(facilitator.verify(payment, this.offer)).isEqualTo(new Verification.Valid(wallet()));
		assertThat(client.hasCode(wallet())).isFalse();
		assertThat(facilitator.settle(payment, this.offer)).isInstanceOf(Settlement.Settled.class);
		assertThat(client.hasCode(wallet())).isTrue();
		assertThat(ANVIL.balance(AnvilChain.USDC, this.seller)).isEqualTo(10_000);
		assertThat(OnchainFacilitatorIT.reason(facilitator.verify(payment, this.offer)))
			.isEqualTo(ErrorReason.NONCE_ALREADY_USED);
	}

	@Test
	void aWalletThatNeverComesToAnEndIsRefusedLikeABadSignature() {
		// JUMPDEST, PUSH1 0, JUMP: it takes all the gas there is.
		Authorization authorization = authorizationOf(placed("0x5b600056"));
		PaymentPayload payment = payment("0x01" + "00".repeat(65), authorization);
		assertThat(OnchainFacilitatorIT.reason(facilitator.verify(payment, this.offer)))
			.isEqualTo(ErrorReason.INVALID_SIGNATURE);
		refused(facilitator, payment, ErrorReason.INVALID_SIGNATURE);
	}

	@Test
	void aWalletWhoseSignatureCostsTooMuchGasIsNotPaidForByUs() {
		// Burns some 900,000 gas, then says yes to everything.
		String greedy = placed("0x620088b85b600190038060045763" + "1626ba7e60e01b60005260206000f3");
		ANVIL.mint(AnvilChain.USDC, greedy, 1_000_000);
		PaymentPayload payment = payment("0x01" + "00".repeat(65), authorizationOf(greedy));
		OnchainFacilitator thrifty = new OnchainFacilitator(List.of(client), SETTLER, Clock.systemUTC(),
				OnchainSettings.defaults().withMaxGas(java.math.BigInteger.valueOf(500_000)));
		java.math.BigInteger before = client.nativeBalance(SETTLER.address());
		assertThat(thrifty.verify(payment, this.offer)).isInstanceOf(Verification.Invalid.class);
		assertThat(thrifty.settle(payment, this.offer)).isInstanceOf(Settlement.Failed.class);
		assertThat(client.nativeBalance(SETTLER.address())).isEqualTo(before);
		assertThat(facilitator.settle(payment, this.offer)).isInstanceOf(Settlement.Settled.class);
	}

	@Test
	void aFactoryThatIsNotOnTheListIsNotCalled() {
		OnchainFacilitator careful = new OnchainFacilitator(List.of(client), SETTLER, Clock.systemUTC(),
				OnchainSettings.defaults());
		refused(careful, counterfactual(), ErrorReason.FACTORY_NOT_ALLOWED);
		assertThat(client.hasCode(wallet())).isFalse();
	}

	@Test
	void aWrappedSignatureOfAnotherOwnerIsRefusedAndNothingIsDeployed() {
		Authorization authorization = authorization();
		String forged = wrapped("01" + ANVIL.newAccount().sign(digest(authorization)).substring(2));
		assertThat(OnchainFacilitatorIT.reason(facilitator.verify(payment(forged, authorization), this.offer)))
			.isEqualTo(ErrorReason.SIMULATION_FAILED);
		assertThat(client.hasCode(wallet())).isFalse();
	}

	@Test
	void anAccountThatDelegatedToAWalletMustSignAsTheWalletDoes() {
		// Code at the payer's own address, as EIP-7702 puts it there: the token asks it.
		ANVIL.send(FACTORY, create());
		String code = ANVIL.rpc("eth_getCode", wallet(), "latest").asString();
		EvmAccount delegating = ANVIL.newAccount();
		ANVIL.mint(AnvilChain.USDC, delegating.address(), 1_000_000);
		ANVIL.rpc("anvil_setCode", delegating.address(), code);
		PaymentPayload plain = new Buyer(delegating).pays(this.offer);
		refused(facilitator, plain, ErrorReason.SIMULATION_FAILED);
	}

	private static void refused(OnchainFacilitator asked, PaymentPayload payment, ErrorReason expected) {
		PaymentRequirements offer = payment.accepted();
		assertThat(OnchainFacilitatorIT.reason(asked.verify(payment, offer))).isEqualTo(expected);
		assertThat(asked.settle(payment, offer)).isInstanceOf(Settlement.Failed.class);
	}

	private Authorization authorization() {
		ANVIL.mint(AnvilChain.USDC, wallet(), 1_000_000);
		return authorizationOf(wallet());
	}

	private Authorization authorizationOf(String payer) {
		Authorization any = new Buyer(this.owner).authorization(this.offer);
		return new Authorization(payer, any.to(), any.value(), any.validAfter(), any.validBefore(), any.nonce());
	}

	private static String placed(String code) {
		String address = ANVIL.newAccount().address();
		ANVIL.rpc("anvil_setCode", address, code);
		return address;
	}

	private PaymentPayload counterfactual() {
		Authorization authorization = authorization();
		return payment(wrapped(walletSignature(authorization).substring(2)), authorization);
	}

	private PaymentPayload payment(String signature, Authorization authorization) {
		Authorization signed = (authorization != null) ? authorization : this.last;
		return PaymentPayload.v2(this.offer, new SchemePayload.Eip3009(signature, signed), null, Map.of());
	}

	private Authorization last;

	private String walletSignature(Authorization authorization) {
		this.last = authorization;
		return "0x01" + this.owner.sign(digest(authorization)).substring(2);
	}

	private byte[] digest(Authorization authorization) {
		return TypedData.digest(Eip712Domain.ofToken(this.offer), authorization);
	}

	/** ERC-6492: abi.encode(factory, calldata, signature) and the magic. */
	private String wrapped(String signature) {
		String calldata = create().substring(2);
		int calldataWords = words(calldata);
		return "0x" + word(FACTORY) + "%064x".formatted(96) + "%064x".formatted(96 + 32 + 32 * calldataWords)
				+ "%064x".formatted(calldata.length() / 2) + padded(calldata)
				+ "%064x".formatted(signature.length() / 2) + padded(signature) + "6492".repeat(16);
	}

	private static int words(String hex) {
		return (hex.length() + 63) / 64;
	}

	private static String padded(String hex) {
		return hex + "0".repeat(words(hex) * 64 - hex.length());
	}

	private String create() {
		return ANVIL.selector("create(address)") + word(this.owner.address());
	}

	private String wallet() {
		String result = ANVIL
			.rpc("eth_call",
					Map.of("to", FACTORY, "data", ANVIL.selector("addressOf(address)") + word(this.owner.address())),
					"latest")
			.asString();
		return org.obol.x402.evm.EvmAddress.checksummed("0x" + result.substring(26));
	}

	private static String word(String address) {
		return "0".repeat(24) + address.substring(2).toLowerCase(Locale.ROOT);
	}

}
