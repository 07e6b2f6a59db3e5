package org.obol.gateway.ledger;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settlements that this process has told the database of and that are not in it yet.
 * Their buyers have their answers; one who asks again at once waits for the database.
 */
final class Landing {

	private static final Logger log = LoggerFactory.getLogger(Landing.class);

	private final Map<String, CompletableFuture<?>> byNonce = new ConcurrentHashMap<>();

	private final Runnable hurry;

	/** The action makes what is on its way go at once. */
	Landing(Runnable hurry) {
		this.hurry = hurry;
	}

	/**
	 * The payment becomes SETTLED when the step is done. When it fails, recovery asks the
	 * chain.
	 */
	void add(Attempt attempt, CompletableFuture<?> step) {
		CompletableFuture<Void> landed = new CompletableFuture<>();
		this.byNonce.put(attempt.nonce(), landed);
		var _ = step.whenComplete((ignored, failure) -> {
			if (failure != null) {
				log.error("The ledger could not be told that payment {} is settled: {}", attempt, failure.toString());
			}
			this.byNonce.remove(attempt.nonce(), landed);
			landed.complete(null);
		});
	}

	/**
	 * Does something when the settlement is in the database, or left to recovery; at once
	 * when none is on its way.
	 */
	void afterwards(Attempt attempt, Runnable action) {
		CompletableFuture<?> landing = this.byNonce.get(attempt.nonce());
		if (landing == null) {
			action.run();
		}
		else {
			var _ = landing.thenRun(action);
		}
	}

	/** Waits for payments with this nonce. */
	void await(String nonce) {
		CompletableFuture<?> landing = this.byNonce.get(nonce);
		if (landing != null) {
			this.hurry.run();
			landing.join();
		}
	}

	/** Waits for all. */
	void await() {
		this.hurry.run();
		this.byNonce.values().forEach(CompletableFuture::join);
	}

}
