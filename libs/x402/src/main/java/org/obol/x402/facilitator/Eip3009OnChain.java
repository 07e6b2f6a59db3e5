package org.obol.x402.facilitator;

import java.util.Locale;
import java.util.Optional;

import org.obol.x402.AtomicAmount;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentId;
import org.obol.x402.chain.CallResult;
import org.obol.x402.chain.ContractCall;
import org.obol.x402.chain.CounterfactualSignature;
import org.obol.x402.chain.SmartWallets;
import org.obol.x402.chain.TokenContract;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.TypedData;

/**
 * An EIP-3009 payment on its chain, checked in the order of x402 v2. One in order, from
 * an ordinary account, costs one question to the chain, the simulation; only one that
 * fails costs more, to say why.
 */
final class Eip3009OnChain implements ChainPayment {

	private final ChainSide side;

	private final Eip3009Payment payment;

	private final TokenContract token;

	private final Optional<CounterfactualSignature> wrapped;

	/** Without the wrapping of ERC-6492. */
	private final String signature;

	Eip3009OnChain(ChainSide side, Eip3009Payment payment) {
		this.side = side;
		this.payment = payment;
		this.token = new TokenContract(side.chain(), payment.offer().asset());
		this.wrapped = CounterfactualSignature.unwrap(payment.signature());
		this.signature = this.wrapped.map(CounterfactualSignature::signature).orElse(payment.signature());
	}

	@Override
	public PaymentId id() {
		return this.payment.payment().id(this.payment.offer()).orElseThrow();
	}

	@Override
	public Optional<Refusal> refusalBeforeSimulation() {
		return this.payment.refusalOfTerms()
			.or(this::signatureIsThePayers)
			.or(() -> this.payment.refusalOfTransfer(this.side.clock().instant()))
			.or(() -> this.side.assetIsThere(asset()));
	}

	@Override
	public Optional<Refusal> refusalBySimulation() {
		CallResult result = deployment()
			.map((first) -> SmartWallets.tryAfterDeployment(this.side.chain(), first, settlement(), this.side.maxGas()))
			.orElseGet(() -> this.side.simulate(settlement()));
		return switch (result) {
			case CallResult.Returned ignored -> Optional.empty();
			case CallResult.Reverted(String message, var ignored) -> Optional.of(diagnose(message));
		};
	}

	@Override
	public Refusal diagnose(String detail) {
		Optional<Boolean> used = this.token.isAuthorizationUsed(payer(), this.payment.authorization().nonce());
		if (used.isEmpty()) {
			return new Refusal(ErrorReason.EIP3009_NOT_SUPPORTED, "the token has no authorizationState");
		}
		if (used.get()) {
			return new Refusal(ErrorReason.NONCE_ALREADY_USED, "the authorization was used or cancelled");
		}
		if (this.token.hasDomain(domain()).filter(Boolean.FALSE::equals).isPresent()) {
			boolean sameName = this.token.name().equals(this.payment.offer().extraText("name"));
			return new Refusal(sameName ? ErrorReason.TOKEN_VERSION_MISMATCH : ErrorReason.TOKEN_NAME_MISMATCH,
					"the offer's extra isn't the token's EIP-712 domain");
		}
		if (this.token.balanceOf(payer()).filter((has) -> has.compareTo(amount()) < 0).isPresent()) {
			return new Refusal(ErrorReason.INSUFFICIENT_BALANCE, "the payer has less than the price");
		}
		return new Refusal(ErrorReason.SIMULATION_FAILED, detail);
	}

	@Override
	public Optional<ContractCall> deployment() {
		return this.wrapped.map(CounterfactualSignature::deployment)
			.filter((ignored) -> !this.side.chain().hasCode(payer()));
	}

	@Override
	public ContractCall settlement() {
		return this.token.transfer(this.payment.authorization(), this.signature);
	}

	@Override
	public String asset() {
		return this.payment.offer().asset();
	}

	@Override
	public String payer() {
		return this.payment.authorization().from();
	}

	@Override
	public String receiver() {
		return this.payment.authorization().to();
	}

	@Override
	public AtomicAmount amount() {
		return this.payment.authorization().value();
	}

	private Optional<Refusal> signatureIsThePayers() {
		// An account with code that also recovers is left to the simulation: the token
		// decides.
		if (this.side.signatures().isPayers(domain(), this.payment.authorization(), this.signature)) {
			return Optional.empty();
		}
		byte[] digest = TypedData.digest(domain(), this.payment.authorization());
		if (this.side.chain().hasCode(payer())) {
			return refuseUnless(SmartWallets.accepts(this.side.chain(), payer(), digest, this.signature),
					ErrorReason.INVALID_SIGNATURE, "the smart wallet refuses the signature");
		}
		// A wallet that doesn't exist yet can't be asked; the simulation deploys it and
		// asks.
		return this.wrapped.isPresent()
				? refuseUnless(isAllowed(this.wrapped.get()), ErrorReason.FACTORY_NOT_ALLOWED,
						"the wallet's factory isn't on the allow-list")
				: refuseUnless(false, ErrorReason.INVALID_SIGNATURE, "the signature isn't the payer's");
	}

	private boolean isAllowed(CounterfactualSignature unwrapped) {
		return this.side.walletFactories().contains(unwrapped.deployment().to().toLowerCase(Locale.ROOT));
	}

	private Eip712Domain domain() {
		return Eip712Domain.ofToken(this.payment.offer());
	}

	private static Optional<Refusal> refuseUnless(boolean fine, ErrorReason reason, String detail) {
		return fine ? Optional.empty() : Optional.of(new Refusal(reason, detail));
	}

}
