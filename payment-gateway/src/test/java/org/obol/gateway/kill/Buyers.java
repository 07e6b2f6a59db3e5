package org.obol.gateway.kill;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.EvmAccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Buyers who pay one call after the other. Most send the same payment until they have an
 * answer; some walk away after the first try and come back at the end; some send what
 * they did not sign.
 */
final class Buyers implements AutoCloseable {

	private static final int WALKS_AWAY = 7;

	private static final int FORGES = 11;

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final Market market;

	private final AtomicInteger numbers = new AtomicInteger();

	private final Queue<Purchase> purchases = new ConcurrentLinkedQueue<>();

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private volatile boolean closing;

	Buyers(Market market, int count) {
		this.market = market;
		List<EvmAccount> accounts = Stream.generate(market.chain::newAccount).limit(count).toList();
		accounts.forEach((account) -> market.chain.mint(AnvilChain.USDC, account.address(), 1_000_000_000));
		market.letBlocksTakeAWhile();
		accounts.forEach((account) -> this.threads.submit(() -> buy(account)));
	}

	private void buy(EvmAccount account) {
		EvmAccount thief = this.market.chain.newAccount();
		while (!this.closing) {
			int number = this.numbers.incrementAndGet();
			Purchase purchase = new Purchase(number, account, (number % FORGES == 0) ? thief : account,
					this.market.terms);
			this.purchases.add(purchase);
			if (number % WALKS_AWAY == 0) {
				purchase.send(this.market);
			}
			else {
				insist(purchase);
			}
		}
	}

	private void insist(Purchase purchase) {
		long giveUp = System.nanoTime() + PATIENCE.toNanos();
		while (!purchase.send(this.market) && System.nanoTime() < giveUp) {
			CountingUpstream.pause(100);
		}
	}

	/** Waits until some calls more were answered, so that each kill meets real work. */
	void awaitAnswers(int more) {
		long before = answers();
		await().atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> answers() >= before + more);
	}

	private long answers() {
		return this.purchases.stream().filter((purchase) -> purchase.answer != null).count();
	}

	/** Everybody gets what is theirs, also who had walked away. */
	List<Purchase> finish() {
		this.closing = true;
		this.threads.shutdown();
		try {
			assertThat(this.threads.awaitTermination(PATIENCE.toSeconds() + 10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		this.purchases.stream()
			.filter((purchase) -> purchase.answer == null && !purchase.forged)
			.parallel()
			.forEach(this::insist);
		return List.copyOf(this.purchases);
	}

	@Override
	public void close() {
		this.closing = true;
		this.threads.shutdownNow();
	}

}
