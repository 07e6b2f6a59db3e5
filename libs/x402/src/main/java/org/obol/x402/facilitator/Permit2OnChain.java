package org.obol.x402.facilitator;

import java.util.Optional;

import org.obol.x402.AtomicAmount;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentId;
import org.obol.x402.Permit2Authorization;
import org.obol.x402.chain.CallResult;
import org.obol.x402.chain.ContractCall;
import org.obol.x402.chain.Permit2;
import org.obol.x402.chain.SmartWallets;
import org.obol.x402.chain.TokenContract;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.Signatures;
import org.obol.x402.evm.TypedData;
import org.obol.x402.evm.X402Contracts;

/**
 * A Permit2 payment on its chain, {@code exact} or {@code upto}.
 */
final class Permit2OnChain implements ChainPayment {

	private final ChainSide side;

	private final Permit2Payment payment;

	private final Permit2Authorization signed;

	Permit2OnChain(ChainSide side, Permit2Payment payment) {
		this.side = side;
		this.payment = payment;
		this.signed = payment.authorization();
	}

	@Override
	public PaymentId id() {
		return this.payment.payment().id(this.payment.offer()).orElseThrow();
	}

	@Override
	public Optional<Refusal> refusalBeforeSimulation() {
		return this.payment.refusal(this.side.clock().instant(), this.side.sender())
			.or(() -> this.side.assetIsThere(asset()))
			.or(this::signatureIsThePayers)
			.or(this::proxyIsThere);
	}

	@Override
	public Optional<Refusal> refusalBySimulation() {
		return switch (this.side.simulate(settlement())) {
			case CallResult.Returned ignored -> Optional.empty();
			case CallResult.Reverted(String message, var ignored) -> Optional.of(diagnose(message));
		};
	}

	@Override
	public Refusal diagnose(String detail) {
		if (Permit2.isUsed(this.side.chain(), payer(), this.signed.nonce()).orElse(false)) {
			return new Refusal(ErrorReason.PERMIT2_INVALID_NONCE, "the permit was used or cancelled");
		}
		TokenContract token = new TokenContract(this.side.chain(), asset());
		if (token.balanceOf(payer()).filter((has) -> has.compareTo(amount()) < 0).isPresent()) {
			return new Refusal(ErrorReason.PERMIT2_INSUFFICIENT_BALANCE, "the payer has less than the price");
		}
		boolean approved = token.allowance(payer(), X402Contracts.PERMIT2)
			.filter((allowed) -> allowed.compareTo(amount()) < 0)
			.isEmpty();
		return (approved || this.payment.approval() != null)
				? new Refusal(ErrorReason.PERMIT2_SIMULATION_FAILED, detail)
				: new Refusal(ErrorReason.PERMIT2_ALLOWANCE_REQUIRED, "the payer has not approved Permit2");
	}

	@Override
	public Optional<ContractCall> deployment() {
		return Optional.empty();
	}

	@Override
	public ContractCall settlement() {
		return Permit2.settlement(this.signed, this.payment.signature(), amount(), this.payment.approval());
	}

	@Override
	public String asset() {
		return this.payment.offer().asset();
	}

	@Override
	public String payer() {
		return this.signed.from();
	}

	@Override
	public String receiver() {
		return this.signed.witness().to();
	}

	@Override
	public AtomicAmount amount() {
		return this.payment.offer().amount();
	}

	private Optional<Refusal> signatureIsThePayers() {
		byte[] digest = TypedData.digest(Eip712Domain.ofPermit2(this.payment.offer().network().chainId()), this.signed);
		boolean valid = Signatures.isBy(digest, this.payment.signature(), payer())
				|| (this.side.chain().hasCode(payer())
						&& SmartWallets.accepts(this.side.chain(), payer(), digest, this.payment.signature()));
		return valid ? Optional.empty()
				: Optional.of(new Refusal(ErrorReason.PERMIT2_SIGNATURE, "the signature isn't the payer's"));
	}

	private Optional<Refusal> proxyIsThere() {
		return this.side.isContract(this.signed.spender()) ? Optional.empty() : Optional
			.of(new Refusal(ErrorReason.PERMIT2_PROXY_NOT_DEPLOYED, "no x402 proxy at " + this.signed.spender()));
	}

}
