package org.obol.gateway.kill;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.CleanupMode;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;

/**
 * The gateway is killed at random moments while buyers pay: afterwards ledger, chain and
 * the seller's own count agree. {@code -Dkill.seconds} makes it longer,
 * {@code -Dkill.seed} repeats the moments of an earlier run.
 */
@KubernetesTest
class KillIT {

	private static final Duration TIME = Duration.ofSeconds(Long.getLong("kill.seconds", 15));

	private static final long SEED = Long.getLong("kill.seed", System.nanoTime());

	private final Random random = new Random(SEED);

	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	Path folder;

	@Test
	void gatewayThatSettlesByItselfIsKilled(TestCluster cluster) {
		try (Market market = new Market(cluster, this.folder); Program gateway = market.gateway(null)) {
			run(market, gateway, (round) -> {
				if (round == 1) {
					market.database.killAndRestart();
				}
			});
		}
	}

	@Test
	void gatewayAndItsRemoteFacilitatorAreKilled(TestCluster cluster) {
		int port = Program.freePort();
		try (Market market = new Market(cluster, this.folder);
				Program facilitator = market.facilitator(port);
				Program gateway = market.gateway(URI.create("http://127.0.0.1:" + port))) {
			facilitator.start();
			run(market, gateway, (round) -> {
				if (round % 2 == 1) {
					facilitator.kill();
					facilitator.start();
				}
			});
		}
	}

	/** Kills until the time is over, at least twice, then lets the buyers finish. */
	private void run(Market market, Program gateway, IntConsumer also) {
		gateway.start();
		try (Buyers buyers = new Buyers(market, 16)) {
			long end = System.nanoTime() + TIME.toNanos();
			int kills = 0;
			while (kills < 2 || System.nanoTime() < end) {
				buyers.awaitAnswers(5 + this.random.nextInt(15));
				CountingUpstream.pause(this.random.nextInt(1_000));
				gateway.kill();
				also.accept(kills);
				gateway.start();
				kills++;
			}
			buyers.awaitAnswers(5);
			List<Purchase> purchases = buyers.finish();
			new Books(market, purchases).balance();
			System.out.printf("Kill test, seed %d: %d kills, %d purchases, all books agree%n", SEED, kills,
					purchases.size());
		}
		catch (AssertionError ex) {
			throw new AssertionError("seed " + SEED + ", logs in " + this.folder, ex);
		}
	}

}
