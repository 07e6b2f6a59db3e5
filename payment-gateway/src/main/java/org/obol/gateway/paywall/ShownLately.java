package org.obol.gateway.paywall;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The payments that came here last, by their nonces. Only a hint: what it has forgotten,
 * and what came to another gateway, the ledger knows.
 */
final class ShownLately {

	private static final int MOST = 10_000;

	private final Map<String, Boolean> nonces = new LinkedHashMap<>() {
		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
			return size() > MOST;
		}
	};

	private final Lock lock = new ReentrantLock();

	/** Returns whether it comes for the first time. */
	boolean add(String nonce) {
		this.lock.lock();
		try {
			return this.nonces.putIfAbsent(nonce, true) == null;
		}
		finally {
			this.lock.unlock();
		}
	}

}
