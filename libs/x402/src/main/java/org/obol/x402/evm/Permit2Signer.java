package org.obol.x402.evm;

import java.math.BigInteger;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Permit2Authorization;
import org.obol.x402.SchemePayload;
import org.obol.x402.TransferMethod;

/**
 * Signs payments through Permit2, {@code exact} and {@code upto}, together with the
 * approval of Permit2 where the buyer lacks one and the seller's facilitator brings it.
 */
final class Permit2Signer {

	private final EvmAccount account;

	private final Permit2Approvals approvals;

	Permit2Signer(EvmAccount account, Permit2Approvals approvals) {
		this.account = account;
		this.approvals = approvals;
	}

	static boolean canSign(PaymentRequirements offer) {
		boolean byPermit2 = offer.transferMethod().filter(TransferMethod.PERMIT2::equals).isPresent();
		boolean upto = PaymentRequirements.UPTO.equals(offer.scheme())
				&& offer.extraText("facilitatorAddress").filter(EvmAddress::isValid).isPresent();
		return byPermit2 && (upto || PaymentRequirements.EXACT.equals(offer.scheme()));
	}

	PaymentPayload sign(PaymentRequired required, PaymentRequirements chosen, BigInteger nonce, BigInteger deadline) {
		boolean upto = PaymentRequirements.UPTO.equals(chosen.scheme());
		String facilitator = upto ? chosen.extraText("facilitatorAddress").orElseThrow() : null;
		Permit2Authorization permit = new Permit2Authorization(this.account.address(), chosen.asset(), chosen.amount(),
				upto ? X402Contracts.UPTO_PERMIT2_PROXY : X402Contracts.EXACT_PERMIT2_PROXY, nonce, deadline,
				new Permit2Authorization.Witness(chosen.payTo(), facilitator, BigInteger.ZERO));
		String signature = this.account
			.sign(TypedData.digest(Eip712Domain.ofPermit2(chosen.network().chainId()), permit));
		GasSponsoring.Approval approval = approval(required, chosen, deadline);
		Map<String, Object> extensions = (approval != null) ? GasSponsoring.with(required.extensions(), approval)
				: required.extensions();
		return PaymentPayload.v2(chosen, new SchemePayload.Permit2(signature, permit), required.resource(), extensions);
	}

	private GasSponsoring.@Nullable Approval approval(PaymentRequired required, PaymentRequirements chosen,
			BigInteger deadline) {
		String owner = this.account.address();
		if (this.approvals.allowance(chosen.network(), chosen.asset(), owner).compareTo(chosen.amount()) >= 0) {
			return null;
		}
		if (!required.extensions().containsKey(GasSponsoring.KEY)) {
			throw new IllegalArgumentException("Permit2 isn't approved for token " + chosen.asset()
					+ " and the seller doesn't bring approvals: approve " + X402Contracts.PERMIT2 + " once, on chain");
		}
		BigInteger nonce = this.approvals.permitNonce(chosen.network(), chosen.asset(), owner);
		byte[] digest = TypedData.digest(Eip712Domain.ofToken(chosen),
				new TypedData.Eip2612Permit(owner, X402Contracts.PERMIT2, chosen.amount(), nonce, deadline));
		return new GasSponsoring.Approval(owner, chosen.asset(), X402Contracts.PERMIT2, chosen.amount(), nonce,
				deadline, this.account.sign(digest));
	}

}
