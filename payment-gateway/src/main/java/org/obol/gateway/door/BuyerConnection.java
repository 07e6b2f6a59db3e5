package org.obol.gateway.door;

import java.util.ArrayList;
import java.util.List;
import org.obol.gateway.paywall.PaidCall;

/** Knows whether the buyer is still there, and tells those who want to know when not. */
final class BuyerConnection implements PaidCall.Buyer {

	private final List<Runnable> listeners = new ArrayList<>();

	private boolean gone;

	@Override
	public synchronized boolean isGone() {
		return this.gone;
	}

	synchronized void whenGone(Runnable listener) {
		if (this.gone) {
			listener.run();
			return;
		}
		this.listeners.add(listener);
	}

	synchronized void hangUp() {
		if (!this.gone) {
			this.gone = true;
			this.listeners.forEach(Runnable::run);
		}
	}

	/**
	 * From here on the answer flows, and the writer notices by itself when nobody reads.
	 */
	synchronized void handOver() {
		this.listeners.clear();
	}

}
