package org.obol.kube;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.api.Agent;
import org.obol.api.AgentStatus;
import org.obol.api.Condition;
import org.obol.kube.apply.Conditions;
import org.obol.kube.apply.Events;
import org.obol.kube.apply.Finalizers;
import org.obol.kube.apply.ServerSideApply;
import org.obol.kube.controller.ControllerLoop;
import org.obol.kube.controller.LeaderElection;
import org.obol.kube.controller.Outcome;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@KubernetesTest
class ControllerKitIT {

	@BeforeAll
	static void installCrds(TestCluster cluster) {
		cluster.applyResource("crds/agents.obol.org.yaml");
	}

	@Test
	void anUnchangedDocumentIsWrittenOnce(TestCluster cluster) throws ApiException {
		ServerSideApply apply = new ServerSideApply(access(cluster));
		JsonObject document = configMap(cluster, "settings", "a", "1");
		assertThat(apply.apply(ResourceType.CONFIG_MAP, document).written()).isTrue();
		var second = apply.apply(ResourceType.CONFIG_MAP, document);
		assertThat(second.written()).isFalse();
		assertThat(Documents.text(second.object(), "data", "a")).isEqualTo("1");
	}

	@Test
	void driftComesBackAndAFieldNoLongerWantedGoes(TestCluster cluster) throws ApiException {
		Cluster access = access(cluster);
		ServerSideApply apply = new ServerSideApply(access);
		ObjectKey key = new ObjectKey(cluster.namespace(), "drifting");
		JsonObject wanted = configMap(cluster, "drifting", "a", "1");
		wanted.getAsJsonObject("data").addProperty("b", "2");
		apply.apply(ResourceType.CONFIG_MAP, wanted);
		access.merge(ResourceType.CONFIG_MAP, key, Documents.object("data", Documents.object("a", "by hand")));

		assertThat(apply.apply(ResourceType.CONFIG_MAP, wanted).written()).isTrue();
		JsonObject repaired = access.get(ResourceType.CONFIG_MAP, key).orElseThrow();
		assertThat(Documents.text(repaired, "data", "a")).isEqualTo("1");

		apply.apply(ResourceType.CONFIG_MAP, configMap(cluster, "drifting", "a", "1"));
		JsonObject smaller = access.get(ResourceType.CONFIG_MAP, key).orElseThrow();
		assertThat(smaller.getAsJsonObject("data").keySet()).containsExactly("a");
	}

	@Test
	void whatIsCreatedOnceIsNeverUpdated(TestCluster cluster) throws ApiException {
		ServerSideApply apply = new ServerSideApply(access(cluster));
		assertThat(apply.createOnce(ResourceType.CONFIG_MAP, configMap(cluster, "once", "a", "1")).written()).isTrue();
		var second = apply.createOnce(ResourceType.CONFIG_MAP, configMap(cluster, "once", "a", "2"));
		assertThat(second.written()).isFalse();
		assertThat(Documents.text(second.object(), "data", "a")).isEqualTo("1");
	}

	@Test
	void aStatusIsWrittenOnlyWhenItDiffers(TestCluster cluster) throws ApiException {
		ServerSideApply apply = new ServerSideApply(access(cluster));
		agent(cluster, "quant");
		ObjectKey key = new ObjectKey(cluster.namespace(), "quant");
		List<Condition> conditions = new Conditions(List.of(), 1, Clock.systemUTC())
			.holds("Validated", "SpecValid", "fine")
			.toList();
		AgentStatus status = new AgentStatus(1L, "Provisioning", "demo-analyst", null, null, conditions);
		assertThat(apply.applyStatus(ResourceType.AGENT, key, AgentStatus.empty(), status)).isTrue();
		AgentStatus read = read(cluster, key).getStatus();
		assertThat(read).isEqualTo(status);
		assertThat(apply.applyStatus(ResourceType.AGENT, key, read, status)).isFalse();

		AgentStatus shorter = new AgentStatus(1L, "Provisioning", null, null, null, conditions);
		apply.applyStatus(ResourceType.AGENT, key, read, shorter);
		assertThat(read(cluster, key).getStatus().pinnedModel()).isNull();
	}

	@Test
	void aFinalizerIsAddedOnceAndNeverOverAnotherWritersChange(TestCluster cluster) throws ApiException {
		Cluster access = access(cluster);
		Finalizers finalizers = new Finalizers(access, ResourceType.AGENT, Agent.FINALIZER);
		agent(cluster, "held");
		ObjectKey key = new ObjectKey(cluster.namespace(), "held");
		Agent stale = read(cluster, key);
		assertThat(finalizers.add(stale)).isTrue();
		assertThat(finalizers.add(read(cluster, key))).isFalse();
		assertThatThrownBy(() -> finalizers.add(stale)).isInstanceOf(ApiException.class).hasMessageContaining("409");

		access.delete(ResourceType.AGENT, key, null);
		assertThat(read(cluster, key).isBeingDeleted()).isTrue();
		finalizers.remove(read(cluster, key));
		assertThat(access.get(ResourceType.AGENT, key)).isEmpty();
	}

	@Test
	void aFlippedConditionIsReportedAsAnEvent(TestCluster cluster) throws ApiException {
		Cluster access = access(cluster);
		agent(cluster, "told");
		Agent agent = read(cluster, new ObjectKey(cluster.namespace(), "told"));
		List<Condition> after = new Conditions(List.of(), 1, Clock.systemUTC())
			.fails("Ready", "WaitingForDeployment", "no ready replica")
			.toList();
		Events events = new Events(access, "obol.org/test", "pod-0", Clock.systemUTC());
		events.transitions(ResourceType.AGENT, agent, List.of(), after);
		events.transitions(ResourceType.AGENT, agent, after, after);
		assertThat(access.list(ResourceType.EVENT, cluster.namespace(), ""))
			.extracting((event) -> Documents.text(event, "reason") + "/" + Documents.text(event, "regarding", "name"))
			.containsExactly("WaitingForDeployment/told");
	}

	@Test
	void whatComesToHoldTogetherWithReadyIsToldOnce(TestCluster cluster) throws ApiException {
		Cluster access = access(cluster);
		agent(cluster, "summed");
		Agent agent = read(cluster, new ObjectKey(cluster.namespace(), "summed"));
		List<Condition> waiting = new Conditions(List.of(), 1, Clock.systemUTC())
			.fails("WalletReady", "WaitingForSigner", "no signer")
			.fails("Ready", "WaitingForSigner", "no signer")
			.toList();
		List<Condition> ready = new Conditions(waiting, 1, Clock.systemUTC())
			.holds("WalletReady", "Served", "the signer answers")
			.holds("Ready", "Reconciled", "all good")
			.toList();
		Events events = new Events(access, "obol.org/test", "pod-0", Clock.systemUTC());
		events.transitions(ResourceType.AGENT, agent, waiting, ready);
		events.transitions(ResourceType.AGENT, agent, ready, waiting);
		assertThat(access.list(ResourceType.EVENT, cluster.namespace(), ""))
			.filteredOn((event) -> "summed".equals(Documents.text(event, "regarding", "name")))
			.extracting((event) -> Documents.text(event, "note"))
			.containsExactlyInAnyOrder("Ready is True: all good", "WalletReady is False: no signer",
					"Ready is False: no signer");
	}

	@Test
	void aControllerFollowsItsObjectsAndRepeatsWhatFailed(TestCluster cluster) throws ApiException {
		AtomicInteger passes = new AtomicInteger();
		SimpleMeterRegistry metrics = new SimpleMeterRegistry();
		try (Informers informers = new Informers(cluster.client());
				ControllerLoop loop = new ControllerLoop("test", (key) -> {
					if (!key.namespace().equals(cluster.namespace())) {
						return Outcome.settled();
					}
					if (passes.incrementAndGet() == 1) {
						throw new IllegalStateException("the first pass fails");
					}
					return (passes.get() == 2) ? Outcome.checkAgain(Duration.ofMillis(100)) : Outcome.settled();
				}, metrics)) {
			loop.watchPrimary(informers.agents());
			informers.start();
			loop.start();
			await().until(loop::isReady);
			agent(cluster, "followed");
			await().untilAtomic(passes, org.hamcrest.Matchers.equalTo(3));
			assertThat(Informers.find(informers.agents(), new ObjectKey(cluster.namespace(), "followed"))).isPresent();
			assertThat(metrics.get("obol.reconcile").tag("outcome", "failed").timer().count()).isOne();
			assertThat(metrics.get("obol.reconcile").tag("outcome", "check_again").timer().count()).isOne();
		}
	}

	@Test
	void onlyOneReplicaLeads(TestCluster cluster) {
		ObjectKey lease = new ObjectKey(cluster.namespace(), "controller");
		AtomicInteger elected = new AtomicInteger();
		AtomicInteger lost = new AtomicInteger();
		try (LeaderElection first = new LeaderElection(cluster.client(), lease, "one", elected::incrementAndGet,
				lost::incrementAndGet);
				LeaderElection second = new LeaderElection(cluster.client(), lease, "two", elected::incrementAndGet,
						lost::incrementAndGet)) {
			first.start();
			await().until(first::isLeading);
			second.start();
			await().during(Duration.ofSeconds(3)).until(() -> elected.get() == 1 && !second.isLeading());
		}
		assertThat(lost).hasValue(0);
	}

	private static Cluster access(TestCluster cluster) {
		return new Cluster(cluster.client(), "kit-test");
	}

	private static void agent(TestCluster cluster, String name) {
		cluster.apply("""
				apiVersion: obol.org/v1alpha1
				kind: Agent
				metadata: {name: %s}
				spec: {runtime: demo}
				""".formatted(name));
	}

	private static Agent read(TestCluster cluster, ObjectKey key) throws ApiException {
		return Documents.as(access(cluster).get(ResourceType.AGENT, key).orElseThrow(), Agent.class);
	}

	private static JsonObject configMap(TestCluster cluster, String name, String key, String value) {
		JsonObject document = Documents.manifest(ResourceType.CONFIG_MAP, new ObjectKey(cluster.namespace(), name),
				Map.of());
		document.add("data", Documents.object(key, value));
		return document;
	}

}
