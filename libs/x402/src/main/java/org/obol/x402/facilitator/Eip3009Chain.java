package org.obol.x402.facilitator;

import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.chain.CallResult;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.SmartWallets;
import org.obol.x402.chain.TokenContract;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.Signatures;
import org.obol.x402.evm.TypedData;

/**
 * Verifies EIP-3009 payments on one chain, in the order of x402 v2. A payment in order
 * costs one question to the chain, the simulation; only one that fails costs more, to say
 * why.
 */
final class Eip3009Chain {

	private final ChainClient chain;

	private final String sender;

	private final Clock clock;

	private final Set<String> assetsWithCode = ConcurrentHashMap.newKeySet();

	Eip3009Chain(ChainClient chain, String sender, Clock clock) {
		this.chain = chain;
		this.sender = sender;
		this.clock = clock;
	}

	/** Everything, with the simulation. */
	Optional<Refusal> refusal(Eip3009Payment payment) {
		return refusalBeforeSimulation(payment).or(() -> simulate(payment));
	}

	/** Everything that must be right before it is worth a transaction. */
	Optional<Refusal> refusalBeforeSimulation(Eip3009Payment payment) {
		return payment.refusalOfTerms()
			.or(() -> signatureIsThePayers(payment))
			.or(() -> payment.refusalOfTransfer(this.clock.instant()))
			.or(() -> assetIsThere(payment.offer()));
	}

	/** Why the token refuses a transfer that was in order so far. */
	Refusal diagnose(Eip3009Payment payment, String detail) {
		TokenContract token = new TokenContract(this.chain, payment.offer().asset());
		String from = payment.authorization().from();
		Optional<Boolean> used = token.isAuthorizationUsed(from, payment.authorization().nonce());
		if (used.isEmpty()) {
			return new Refusal(ErrorReason.EIP3009_NOT_SUPPORTED, "the token has no authorizationState");
		}
		if (used.get()) {
			return new Refusal(ErrorReason.NONCE_ALREADY_USED, "the authorization was used or cancelled");
		}
		if (token.hasDomain(Eip712Domain.ofToken(payment.offer())).filter(Boolean.FALSE::equals).isPresent()) {
			return domainMismatch(payment.offer(), token);
		}
		if (token.balanceOf(from).filter((has) -> has.compareTo(payment.authorization().value()) < 0).isPresent()) {
			return new Refusal(ErrorReason.INSUFFICIENT_BALANCE, "the payer has less than the price");
		}
		return new Refusal(ErrorReason.SIMULATION_FAILED, detail);
	}

	private Optional<Refusal> signatureIsThePayers(Eip3009Payment payment) {
		byte[] digest = TypedData.digest(Eip712Domain.ofToken(payment.offer()), payment.authorization());
		String from = payment.authorization().from();
		// An account with code that also recovers is left to the simulation: the token
		// decides.
		if (Signatures.isBy(digest, payment.signature(), from)) {
			return Optional.empty();
		}
		if (this.chain.hasCode(from)) {
			byte[] signature = HexFormat.of().parseHex(payment.signature(), 2, payment.signature().length());
			return SmartWallets.accepts(this.chain, from, digest, signature) ? Optional.empty()
					: Optional.of(new Refusal(ErrorReason.INVALID_SIGNATURE, "the smart wallet refuses the signature"));
		}
		return Optional.of(new Refusal(ErrorReason.INVALID_SIGNATURE, "the signature isn't the payer's"));
	}

	private Optional<Refusal> assetIsThere(PaymentRequirements offer) {
		if (this.assetsWithCode.contains(offer.asset())) {
			return Optional.empty();
		}
		if (!this.chain.hasCode(offer.asset())) {
			return Optional.of(new Refusal(ErrorReason.ASSET_NOT_DEPLOYED, "no contract at " + offer.asset()));
		}
		this.assetsWithCode.add(offer.asset());
		return Optional.empty();
	}

	/** Whether the token would take the transfer in the newest block's state. */
	boolean wouldPassNow(Eip3009Payment payment) {
		return simulation(payment) instanceof CallResult.Returned;
	}

	private Optional<Refusal> simulate(Eip3009Payment payment) {
		return switch (simulation(payment)) {
			case CallResult.Returned ignored -> Optional.empty();
			case CallResult.Reverted(String message, var ignored) -> Optional.of(diagnose(payment, message));
		};
	}

	private CallResult simulation(Eip3009Payment payment) {
		String data = TokenContract.transferWithAuthorization(payment.authorization(), payment.signature());
		return this.chain.call(this.sender, payment.offer().asset(), data);
	}

	private static Refusal domainMismatch(PaymentRequirements offer, TokenContract token) {
		boolean sameName = token.name().equals(offer.extraText("name"));
		return sameName ? new Refusal(ErrorReason.TOKEN_VERSION_MISMATCH, "extra.version isn't the token's")
				: new Refusal(ErrorReason.TOKEN_NAME_MISMATCH, "extra.name isn't the token's");
	}

}
