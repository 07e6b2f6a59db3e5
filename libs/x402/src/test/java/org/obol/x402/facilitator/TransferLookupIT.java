package org.obol.x402.facilitator;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Authorization;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Permit2Authorization;
import org.obol.x402.ResourceInfo;
import org.obol.x402.SchemePayload;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.ContractCall;
import org.obol.x402.chain.OnchainApprovals;
import org.obol.x402.chain.Permit2;
import org.obol.x402.chain.TokenContract;
import org.obol.x402.chain.TransferFinding;
import org.obol.x402.chain.TransferLookup;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.PaymentSigner;
import org.obol.x402.evm.X402Contracts;
import org.web3j.crypto.Hash;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What buyers can do to a payment while the service works for it, and the chain is asked
 * what became of it: take it back, which on a chain too long to be searched must not
 * leave it open for ever, or use it up beside another payment to the same seller.
 */
class TransferLookupIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final AtomicAmount PRICE = AtomicAmount.of(10_000);

	private static ChainClient client;

	private static OnchainFacilitator facilitator;

	/** Does not come to the beginning of the chain. */
	private static TransferLookup lookup;

	private final EvmAccount payer = ANVIL.fundedAccount();

	private final String seller = ANVIL.newAccount().address();

	@BeforeAll
	static void start() {
		ANVIL.rpc("anvil_mine", "0x14");
		ANVIL.place("TestPermit2", X402Contracts.PERMIT2);
		ANVIL.place(Path.of("src", "test", "resources", "contracts").resolve("ExactPermit2Proxy.json"),
				X402Contracts.EXACT_PERMIT2_PROXY);
		client = ANVIL.client();
		lookup = new TransferLookup(client, 20);
		facilitator = new OnchainFacilitator(List.of(client), ANVIL.fundedAccount(), Clock.systemUTC(),
				OnchainSettings.defaults());
	}

	@AfterAll
	static void stop() {
		client.close();
	}

	@Test
	void anAuthorizationThatWasCancelledIsKnownToMoveNothing() {
		PaymentRequirements offer = PaymentRequirements.exact(AnvilChain.USDC, PRICE, this.seller, 300);
		ANVIL.mint(AnvilChain.USDC, this.payer.address(), 10_000);
		PaymentPayload payment = new Buyer(this.payer).pays(offer);
		assertThat(facilitator.verify(payment, offer)).isInstanceOf(Verification.Valid.class);
		cancel(offer, ((SchemePayload.Eip3009) payment.payload()).authorization().nonce());
		assertThat(facilitator.settle(payment, offer)).isInstanceOf(Settlement.Unknown.class);
		assertThat(found(payment, offer)).isInstanceOf(TransferFinding.UsedElsewhere.class);
	}

	@Test
	void aPermitWhoseNonceWasInvalidatedIsKnownToMoveNothing() {
		PaymentRequirements offer = inObol();
		PaymentPayload payment = permitted(offer);
		BigInteger nonce = ((SchemePayload.Permit2) payment.payload()).authorization().nonce();
		invalidate(nonce);
		assertThat(facilitator.settle(payment, offer)).isInstanceOf(Settlement.Unknown.class);
		assertThat(found(payment, offer)).isInstanceOf(TransferFinding.UsedElsewhere.class);
	}

	@Test
	void aPermitThatIsInvalidatedOnceItWasPaidIsStillPaid() {
		PaymentRequirements offer = inObol();
		PaymentPayload payment = permitted(offer);
		BigInteger nonce = ((SchemePayload.Permit2) payment.payload()).authorization().nonce();
		// Others of the same word say nothing about this one.
		invalidate(nonce.flipBit(3));
		assertThat(facilitator.settle(payment, offer)).isInstanceOf(Settlement.Settled.class);
		invalidate(nonce);
		assertThat(found(payment, offer)).isInstanceOf(TransferFinding.Paid.class);
	}

	@Test
	void anAuthorizationThatIsUsedUpBesideOneThatPaysIsNotPaidByThat() {
		PaymentRequirements offer = PaymentRequirements.exact(AnvilChain.USDC, PRICE, this.seller, 300);
		ANVIL.mint(AnvilChain.USDC, this.payer.address(), 10_000);
		Buyer buyer = new Buyer(this.payer);
		PaymentPayload paying = buyer.pays(offer);
		PaymentPayload first = buyer.pays(offer);
		PaymentPayload second = buyer.pays(offer);
		ANVIL.sendTogether(List.of(toMyself(first), transfer(paying), toMyself(second)));
		assertThat(found(paying, offer)).isInstanceOf(TransferFinding.Paid.class);
		assertThat(found(first, offer)).isInstanceOf(TransferFinding.UsedElsewhere.class);
		assertThat(found(second, offer)).isInstanceOf(TransferFinding.UsedElsewhere.class);
	}

	@Test
	void aPermitWhoseNonceStandsInAnotherPaymentIsNotPaidByThat() {
		PaymentRequirements offer = inObol();
		PaymentPayload paying = permitted(offer);
		assertThat(facilitator.settle(paying, offer)).isInstanceOf(Settlement.Settled.class);
		// The length of a signature stands in every settlement.
		invalidate(BigInteger.valueOf(65));
		SchemePayload.Permit2 signed = (SchemePayload.Permit2) paying.payload();
		Permit2Authorization other = signed.authorization();
		PaymentPayload free = PaymentPayload.v2(offer,
				new SchemePayload.Permit2(signed.signature(), new Permit2Authorization(other.from(), other.token(),
						other.amount(), other.spender(), BigInteger.valueOf(65), other.deadline(), other.witness())),
				null, Map.of());
		assertThat(found(paying, offer)).isInstanceOf(TransferFinding.Paid.class);
		assertThat(found(free, offer)).isInstanceOf(TransferFinding.UsedElsewhere.class);
	}

	@Test
	void aPermitThatAnotherContractSettlesIsNotToldFromTheCall() {
		PaymentRequirements offer = inObol();
		PaymentPayload payment = permitted(offer);
		SchemePayload.Permit2 signed = (SchemePayload.Permit2) payment.payload();
		ANVIL.sendTogether(List.of(Permit2.settlement(signed.authorization(), signed.signature(), PRICE, null)));
		assertThat(ANVIL.balance(AnvilChain.OBOL, this.seller)).isEqualTo(10_000);
		assertThat(found(payment, offer)).isInstanceOf(TransferFinding.UsedUnseen.class);
	}

	/** Uses the nonce of a payment for one of nothing. */
	private ContractCall toMyself(PaymentPayload payment) {
		Authorization signed = ((SchemePayload.Eip3009) payment.payload()).authorization();
		Authorization mine = new Authorization(signed.from(), signed.from(), AtomicAmount.of(0), signed.validAfter(),
				signed.validBefore(), signed.nonce());
		return transfer(
				new Buyer(this.payer).signs(PaymentRequirements.exact(AnvilChain.USDC, PRICE, this.seller, 300), mine));
	}

	private static ContractCall transfer(PaymentPayload payment) {
		SchemePayload.Eip3009 signed = (SchemePayload.Eip3009) payment.payload();
		return new TokenContract(client, AnvilChain.USDC.address()).transfer(signed.authorization(),
				signed.signature());
	}

	private TransferFinding found(PaymentPayload payment, PaymentRequirements offer) {
		return lookup.find(payment.id(offer).orElseThrow(), this.seller, PRICE);
	}

	private PaymentRequirements inObol() {
		ANVIL.mint(AnvilChain.OBOL, this.payer.address(), 10_000);
		ANVIL.rpc("anvil_impersonateAccount", this.payer.address());
		ANVIL.sendFrom(this.payer.address(), AnvilChain.OBOL.address(), "0x095ea7b3" + "0".repeat(24)
				+ X402Contracts.PERMIT2.substring(2).toLowerCase(Locale.ROOT) + "f".repeat(64));
		return PaymentRequirements.exact(AnvilChain.OBOL, PRICE, this.seller, 300);
	}

	private PaymentPayload permitted(PaymentRequirements offer) {
		return new PaymentSigner(this.payer, Clock.systemUTC(), new SecureRandom())
			.withPermit2(new OnchainApprovals(List.of(client)))
			.sign(PaymentRequired.of("pay", ResourceInfo.of("http://localhost/x", null, null), List.of(offer)), offer);
	}

	private void invalidate(BigInteger nonce) {
		String word = "%064x".formatted(nonce.shiftRight(8));
		String mask = "%064x".formatted(BigInteger.ONE.shiftLeft(nonce.intValue() & 0xff));
		ANVIL.sendFrom(this.payer.address(), X402Contracts.PERMIT2,
				ANVIL.selector("invalidateUnorderedNonces(uint256,uint256)") + word + mask);
	}

	private void cancel(PaymentRequirements offer, String nonce) {
		String owner = "0".repeat(24) + this.payer.address().substring(2).toLowerCase(Locale.ROOT);
		String struct = hash(
				hash(text("CancelAuthorization(address authorizer,bytes32 nonce)")) + owner + nonce.substring(2));
		String domain = HexFormat.of().formatHex(Eip712Domain.ofToken(offer).separator());
		String signature = this.payer.sign(HexFormat.of().parseHex(hash("1901" + domain + struct)));
		String r = signature.substring(2, 66);
		String s = signature.substring(66, 130);
		String v = "0".repeat(62) + signature.substring(130);
		ANVIL.send(offer.asset(), ANVIL.selector("cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)") + owner
				+ nonce.substring(2) + v + r + s);
	}

	private static String hash(String hex) {
		return Hash.sha3("0x" + hex).substring(2);
	}

	private static String text(String words) {
		return HexFormat.of().formatHex(words.getBytes(StandardCharsets.UTF_8));
	}

}
