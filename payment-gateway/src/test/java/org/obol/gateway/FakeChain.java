package org.obol.gateway;

import java.util.concurrent.atomic.AtomicInteger;
import org.obol.gateway.ledger.Claim;
import org.obol.gateway.paywall.SettlementLookup;

/** A chain that says what it is told to. */
public final class FakeChain implements SettlementLookup {

	public final AtomicInteger asked = new AtomicInteger();

	public volatile Fate fate = new Fate.Unclear();

	/** Who is asked instead, if anybody. */
	public volatile SettlementLookup real;

	@Override
	public Fate find(Claim claim, String transaction) {
		this.asked.incrementAndGet();
		SettlementLookup other = this.real;
		return (other != null) ? other.find(claim, transaction) : this.fate;
	}

}
