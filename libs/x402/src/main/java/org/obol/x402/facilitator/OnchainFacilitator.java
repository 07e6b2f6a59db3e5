package org.obol.x402.facilitator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.obol.x402.AtomicAmount;
import org.obol.x402.ErrorReason;
import org.obol.x402.Network;
import org.obol.x402.PaymentId;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SchemePayload;
import org.obol.x402.Supported;
import org.obol.x402.X402Version;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.ChainException;
import org.obol.x402.chain.TransactionSender;
import org.obol.x402.chain.TransferFinding;
import org.obol.x402.chain.TransferLookup;
import org.obol.x402.evm.EvmAccount;

/**
 * Verifies and settles in this process: no other company between buyer and seller, only
 * the chain. Settlements are sent from an account of ours, which pays the gas and needs
 * some of the chain's own coin, but never holds a buyer's money.
 */
public final class OnchainFacilitator implements Facilitator {

	private final Map<Network, OneChain> chains = new LinkedHashMap<>();

	private final String account;

	/**
	 * A facilitator for some chains.
	 * @param chains the chains' endpoints; the caller closes them
	 * @param account who sends the settlements; with several processes, one account each,
	 * because transaction nonces are counted here
	 * @param clock the time
	 * @param settings how to deal with the chain
	 */
	public OnchainFacilitator(List<ChainClient> chains, EvmAccount account, Clock clock, OnchainSettings settings) {
		this.account = account.address();
		for (ChainClient chain : chains) {
			TransactionSender sender = new TransactionSender(chain, account, clock, settings.receiptTimeout(),
					settings.bumpAfter());
			Eip3009Chain checks = new Eip3009Chain(chain, account.address(), clock);
			this.chains.put(chain.network(), new OneChain(checks,
					new Eip3009Settler(checks, sender, new TransferLookup(chain)), new TransferLookup(chain)));
		}
	}

	@Override
	public Verification verify(PaymentPayload payment, PaymentRequirements requirements) {
		try {
			return on(requirements).map((chain) -> verify(chain, payment, requirements))
				.orElseGet(() -> new Verification.Invalid(ErrorReason.INVALID_NETWORK,
						requirements.network() + " isn't settled here", payment.payer().orElse(null)));
		}
		catch (ChainException ex) {
			return new Verification.Unavailable(ErrorReason.UNEXPECTED_VERIFY_ERROR, String.valueOf(ex.getMessage()));
		}
	}

	@Override
	public Settlement settle(PaymentPayload payment, PaymentRequirements requirements) {
		OneChain chain = on(requirements).orElse(null);
		if (chain == null) {
			return new Settlement.Failed(ErrorReason.INVALID_NETWORK, requirements.network() + " isn't settled here",
					null);
		}
		return read(payment, requirements, chain.settler()::settle,
				(refusal) -> new Settlement.Failed(refusal.reason(), refusal.detail(), null));
	}

	@Override
	public Supported supported() {
		List<Supported.Kind> kinds = new ArrayList<>();
		for (Network network : this.chains.keySet()) {
			kinds.add(new Supported.Kind(X402Version.V2, PaymentRequirements.EXACT, network, Map.of()));
			if (network.v1Name().isPresent()) {
				kinds.add(new Supported.Kind(X402Version.V1, PaymentRequirements.EXACT, network, Map.of()));
			}
		}
		return new Supported(kinds, List.of(), Map.of("eip155:*", List.of(this.account)));
	}

	/**
	 * Asks the chain what became of a payment whose settlement is unknown.
	 * @param payment which one
	 * @param payTo who should have received the money
	 * @param amount how much, in atomic units
	 * @return what the chain says
	 * @throws ChainException when the chain can't be asked, or isn't one of ours
	 */
	public TransferFinding lookup(PaymentId payment, String payTo, AtomicAmount amount) {
		OneChain chain = this.chains.get(payment.network());
		if (chain == null) {
			throw new IllegalArgumentException(payment.network() + " isn't settled here");
		}
		return chain.lookup().find(payment, payTo, amount);
	}

	private static Verification verify(OneChain chain, PaymentPayload payment, PaymentRequirements requirements) {
		@Nullable String payer = payment.payer().orElse(null);
		return read(payment, requirements,
				(eip3009) -> chain.checks()
					.refusal(eip3009)
					.<Verification>map((refusal) -> invalid(refusal, payer))
					.orElseGet(() -> new Verification.Valid(eip3009.authorization().from())),
				(refusal) -> invalid(refusal, payer));
	}

	private static <T> T read(PaymentPayload payment, PaymentRequirements offer, Function<Eip3009Payment, T> known,
			Function<Refusal, T> unknown) {
		return switch (payment.payload()) {
			case SchemePayload.Eip3009(String signature, var authorization) ->
				known.apply(new Eip3009Payment(payment, offer, authorization, signature));
			case SchemePayload.Permit2 ignored ->
				unknown.apply(new Refusal(ErrorReason.UNSUPPORTED_PAYLOAD, "Permit2 isn't settled here"));
			case SchemePayload.Opaque ignored ->
				unknown.apply(new Refusal(ErrorReason.UNSUPPORTED_PAYLOAD, "no known transfer method"));
		};
	}

	private static Verification.Invalid invalid(Refusal refusal, @Nullable String payer) {
		return new Verification.Invalid(refusal.reason(), refusal.detail(), payer);
	}

	private Optional<OneChain> on(PaymentRequirements requirements) {
		return Optional.ofNullable(this.chains.get(requirements.network()));
	}

	private record OneChain(Eip3009Chain checks, Eip3009Settler settler, TransferLookup lookup) {
	}

}
