package org.obol.gateway.facilitator;

import org.jspecify.annotations.Nullable;
import org.obol.gateway.ledger.Claim;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.gateway.wire.OffLoop;
import org.obol.x402.Network;
import org.obol.x402.chain.ChainException;
import org.obol.x402.chain.TransferFinding;
import org.obol.x402.chain.TransferLookup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the configured chains; a chain that is not configured tells nothing. */
final class ChainLookup implements SettlementLookup {

	private static final Logger log = LoggerFactory.getLogger(ChainLookup.class);

	private final Chains chains;

	ChainLookup(Chains chains) {
		this.chains = chains;
	}

	@Override
	public Fate find(Claim claim, @Nullable String transaction) {
		return this.chains.of(claim.id().network())
			.map(TransferLookup::new)
			.map((lookup) -> OffLoop.call(() -> find(lookup, claim)))
			.orElseGet(Fate.Unclear::new);
	}

	@Override
	public boolean knows(Network network) {
		return this.chains.of(network).isPresent();
	}

	private static Fate find(TransferLookup lookup, Claim claim) {
		try {
			return switch (lookup.find(claim.id(), claim.payTo(), claim.amount())) {
				case TransferFinding.Paid(String transaction) -> new Fate.Moved(transaction);
				case TransferFinding.Unused ignored -> new Fate.Unused();
				case TransferFinding.UsedElsewhere ignored -> new Fate.Lost();
				case TransferFinding.UsedUnseen ignored -> new Fate.Unclear();
			};
		}
		catch (ChainException ex) {
			log.warn("The chain does not tell about {}: {}", claim.id(), ex.getMessage());
			return new Fate.Unclear();
		}
	}

}
