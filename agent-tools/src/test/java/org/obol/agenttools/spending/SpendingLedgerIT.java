package org.obol.agenttools.spending;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.obol.agenttools.spending.SpendingLedger.Item;
import org.obol.agenttools.spending.SpendingLedger.Reservation;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.x402.Network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was spent is counted on a real API server. */
@KubernetesTest
class SpendingLedgerIT {

	private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

	private static final SpendingPolicy.Limit COINS = new SpendingPolicy.Limit(Network.evm(84532), "native", null,
			BigInteger.valueOf(100));

	private static final SpendingPolicy.Limit USDC = new SpendingPolicy.Limit(Network.evm(84532),
			"0x036CbD53842c5426634e7929541eC2318f3dCF7e", null, BigInteger.valueOf(10));

	@Test
	void aDaysLimitHoldsAcrossRestartsAndAFreshDayOpensIt(TestCluster cluster) {
		ObjectKey agent = agent(cluster);
		ledger(cluster, NOON).reserve(agent, List.of(coins(60)));
		SpendingLedger restarted = ledger(cluster, NOON.plusSeconds(60));
		assertThatThrownBy(() -> restarted.reserve(agent, List.of(coins(41)))).isInstanceOf(ToolRefusedException.class)
			.hasMessageContaining("today's limit");
		restarted.reserve(agent, List.of(coins(40)));
		assertThat(stored(cluster, agent)).isEqualTo("100");
		ledger(cluster, NOON.plusSeconds(13 * 3600)).reserve(agent, List.of(coins(5)));
		assertThat(stored(cluster, agent)).isEqualTo("5");
		// A clock that goes back does not open yesterday's limit.
		assertThatThrownBy(() -> ledger(cluster, NOON).reserve(agent, List.of(coins(96))))
			.isInstanceOf(ToolRefusedException.class);
	}

	@Test
	void severalItemsAreTakenTogetherOrNotAtAll(TestCluster cluster) {
		ObjectKey agent = agent(cluster);
		SpendingLedger ledger = ledger(cluster, NOON);
		assertThatThrownBy(() -> ledger.reserve(agent,
				List.of(coins(50), new Item("transfer", USDC, BigInteger.valueOf(11), "USDC"))))
			.isInstanceOf(ToolRefusedException.class)
			.hasMessageContaining("USDC");
		ledger.reserve(agent, List.of(coins(100)));
	}

	@Test
	void whatIsReleasedCanBeSpentAndAnotherDaysReleaseGivesNothing(TestCluster cluster) {
		ObjectKey agent = agent(cluster);
		Reservation reservation = ledger(cluster, NOON).reserve(agent, List.of(coins(100)));
		ledger(cluster, NOON).release(reservation);
		assertThat(stored(cluster, agent)).isEqualTo("0");
		SpendingLedger tomorrow = ledger(cluster, NOON.plusSeconds(24 * 3600));
		tomorrow.reserve(agent, List.of(coins(30)));
		tomorrow.release(reservation);
		assertThat(stored(cluster, agent)).isEqualTo("30");
	}

	@Test
	void callsAtOnceThroughTwoCopiesOfTheProgramNeverExceedTheLimit(TestCluster cluster) throws Exception {
		ObjectKey agent = agent(cluster);
		List<SpendingLedger> copies = List.of(ledger(cluster, NOON), ledger(cluster, NOON));
		List<Callable<Boolean>> calls = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			SpendingLedger copy = copies.get(i % 2);
			calls.add(() -> {
				try {
					copy.reserve(agent, List.of(coins(7)));
					return true;
				}
				catch (ToolRefusedException ex) {
					return false;
				}
			});
		}
		int taken = 0;
		try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<Boolean> call : threads.invokeAll(calls)) {
				taken += call.get() ? 1 : 0;
			}
		}
		assertThat(taken).isEqualTo(14);
		assertThat(stored(cluster, agent)).isEqualTo("98");
	}

	@Test
	void withoutARecordNothingIsSpent(TestCluster cluster) {
		ObjectKey nobody = new ObjectKey(cluster.namespace() + "-none", "nobody");
		assertThatThrownBy(() -> ledger(cluster, NOON).reserve(nobody, List.of(coins(1))))
			.isInstanceOf(ToolRefusedException.class)
			.hasMessageContaining("nothing may be spent");
	}

	private static Item coins(long atomic) {
		return new Item("transfer", COINS, BigInteger.valueOf(atomic), "native coin");
	}

	private static ObjectKey agent(TestCluster cluster) {
		cluster.apply("""
				apiVersion: v1
				kind: ConfigMap
				metadata: {name: agent-spending}
				""");
		return new ObjectKey(cluster.namespace(), "a");
	}

	private static String stored(TestCluster cluster, ObjectKey agent) {
		try {
			return new Cluster(cluster.client(), "test")
				.get(ResourceType.CONFIG_MAP, new ObjectKey(agent.namespace(), SpendingLedger.NAME))
				.map((map) -> Documents.text(map, "data", "transfer_84532_native"))
				.orElseThrow();
		}
		catch (io.kubernetes.client.openapi.ApiException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SpendingLedger ledger(TestCluster cluster, Instant now) {
		return new SpendingLedger(new Cluster(cluster.client(), "agent-tools"), Clock.fixed(now, ZoneOffset.UTC));
	}

}
