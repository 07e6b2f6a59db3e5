package org.obol.x402.facilitator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
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
import org.obol.x402.evm.GasSponsoring;
import org.obol.x402.evm.X402Contracts;

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
					settings.bumpAfter(), settings.maxGas());
			TransferLookup lookup = new TransferLookup(chain);
			ChainSide side = new ChainSide(chain, account.address(), clock, settings.walletFactories(),
					settings.maxGas());
			this.chains.put(chain.network(), new OneChain(side, new Settler(sender, lookup), lookup));
		}
	}

	@Override
	public Verification verify(PaymentPayload payment, PaymentRequirements requirements) {
		String payer = payment.payer().orElse(null);
		try {
			return read(payment, requirements, false,
					(chain, found) -> found.refusalBeforeSimulation()
						.or(found::refusalBySimulation)
						.<Verification>map((refusal) -> invalid(refusal, payer))
						.orElseGet(() -> new Verification.Valid(found.payer())),
					(refusal) -> invalid(refusal, payer));
		}
		catch (ChainException ex) {
			return new Verification.Unavailable(ErrorReason.UNEXPECTED_VERIFY_ERROR, String.valueOf(ex.getMessage()));
		}
	}

	@Override
	public Settlement settle(PaymentPayload payment, PaymentRequirements requirements) {
		return read(payment, requirements, true, (chain, found) -> chain.settler().settle(found),
				(refusal) -> new Settlement.Failed(refusal.reason(), refusal.detail(), null));
	}

	/**
	 * What it can do. The kinds by Permit2 depend on contracts that not every chain has,
	 * so each chain is asked.
	 */
	@Override
	public Supported supported() {
		List<Supported.Kind> kinds = new ArrayList<>();
		boolean sponsoring = false;
		for (Map.Entry<Network, OneChain> entry : this.chains.entrySet()) {
			Network network = entry.getKey();
			kinds.add(new Supported.Kind(X402Version.V2, PaymentRequirements.EXACT, network, Map.of()));
			if (network.v1Name().isPresent()) {
				kinds.add(new Supported.Kind(X402Version.V1, PaymentRequirements.EXACT, network, Map.of()));
			}
			if (entry.getValue().hasContract(X402Contracts.UPTO_PERMIT2_PROXY)) {
				kinds.add(new Supported.Kind(X402Version.V2, PaymentRequirements.UPTO, network,
						Map.of("facilitatorAddress", this.account)));
			}
			sponsoring |= entry.getValue().hasContract(X402Contracts.EXACT_PERMIT2_PROXY);
		}
		return new Supported(kinds, sponsoring ? List.of(GasSponsoring.KEY) : List.of(),
				Map.of("eip155:*", List.of(this.account)));
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

	private <T> T read(PaymentPayload payment, PaymentRequirements offer, boolean settling,
			BiFunction<OneChain, ChainPayment, T> known, Function<Refusal, T> unknown) {
		OneChain chain = this.chains.get(offer.network());
		if (chain == null) {
			return unknown.apply(new Refusal(ErrorReason.INVALID_NETWORK, offer.network() + " isn't settled here"));
		}
		return switch (payment.payload()) {
			case SchemePayload.Eip3009(String signature, var authorization) -> known.apply(chain,
					new Eip3009OnChain(chain.side(), new Eip3009Payment(payment, offer, authorization, signature)));
			case SchemePayload.Permit2(String signature, var authorization) ->
				known.apply(chain, new Permit2OnChain(chain.side(),
						new Permit2Payment(payment, offer, authorization, signature, settling)));
			case SchemePayload.Opaque ignored ->
				unknown.apply(new Refusal(ErrorReason.UNSUPPORTED_PAYLOAD, "no known transfer method"));
		};
	}

	private static Verification.Invalid invalid(Refusal refusal, @Nullable String payer) {
		return new Verification.Invalid(refusal.reason(), refusal.detail(), payer);
	}

	private record OneChain(ChainSide side, Settler settler, TransferLookup lookup) {

		/** A chain that doesn't answer has nothing to offer either. */
		boolean hasContract(String address) {
			try {
				return this.side.isContract(address);
			}
			catch (ChainException ex) {
				return false;
			}
		}

	}

}
