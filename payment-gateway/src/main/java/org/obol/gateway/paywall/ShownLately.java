package org.obol.gateway.paywall;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The payments that came here last, by their nonces. Only a hint: what it has forgotten,
 * and what came to another gateway, the ledger knows.
 */
final class ShownLately {

	private static final int MOST = 30_000;

	private final Map<String, Boolean> nonces = new LinkedHashMap<>() {
		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
			return size() > MOST;
		}
	};

	private final Lock lock = new ReentrantLock();

	/**
	 * Does something with a payment that comes for the first time, before its second copy
	 * hears that it comes for the second. Empty if it comes again.
	 */
	<T> Optional<T> first(String nonce, Supplier<T> action) {
		this.lock.lock();
		try {
			return (this.nonces.putIfAbsent(nonce, true) == null) ? Optional.of(action.get()) : Optional.empty();
		}
		finally {
			this.lock.unlock();
		}
	}

}
