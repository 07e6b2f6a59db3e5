package org.obol.offercontroller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.api.OfferCondition;
import org.obol.api.ServiceOffer;
import org.obol.kube.Documents;
import org.obol.kube.Informers;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.controller.Reconciler;
import org.obol.kube.testing.CrashingClient;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;

/** The controller dies after every single write, and comes back. */
@KubernetesTest
class OfferCrashIT extends OfferScenes {

	private static final CrashingClient CRASH = new CrashingClient();

	private static final ObjectKey TOMBSTONES = new ObjectKey("default", "agent-registrations");

	private static OfferProgram program;

	@BeforeAll
	static void startTheProgramWithoutItsLoop(TestCluster cluster) {
		// A lease in a namespace that does not exist is never won, so only the test calls
		// the reconciler.
		program = OfferProgram.start(cluster, CRASH.of(cluster.client()), "--obol.leader-election.enabled=true",
				"--obol.leader-election.namespace=absent", "--obol.registration.tombstones=" + TOMBSTONES);
	}

	@AfterAll
	static void stop() {
		program.close();
	}

	@Test
	void everyWriteCanBeTheLastOne() throws ApiException {
		service("api");
		httpOffer("mortal", "0.01", "registration: {enabled: true, name: Mortal}");
		int lives = livesUntilNothingIsWritten("mortal");
		// The finalizer, the terms, and that the gateway asks for them.
		assertThat(lives).isBetween(3, 6);
		ServiceOffer offer = offer("mortal");
		assertThat(offer.getMetadata().getFinalizers()).containsExactly(ServiceOffer.FINALIZER);
		assertThat(offer.getStatus().accepts().getFirst().amount()).isEqualTo("10000");
		assertThat(reason(offer, OfferCondition.ROUTE_PUBLISHED)).isEqualTo("Reconciled");

		registered("mortal");
		this.access.create(ResourceType.CONFIG_MAP, Documents.manifest(ResourceType.CONFIG_MAP, TOMBSTONES, Map.of()));
		this.access.delete(ResourceType.SERVICE_OFFER, key("mortal"), null);
		assertThat(livesUntilNothingIsWritten("mortal")).isEqualTo(2);
		assertThat(this.access.get(ResourceType.SERVICE_OFFER, key("mortal"))).isEmpty();
		assertThat(this.access.get(ResourceType.CONFIG_MAP, TOMBSTONES).orElseThrow().getAsJsonObject("data").keySet())
			.containsExactly("eip155-84532.7");
	}

	private int livesUntilNothingIsWritten(String name) {
		int lives = 0;
		while (!passes(name)) {
			assertThat(++lives).isLessThan(20);
		}
		return lives;
	}

	/** One life: it ends after its first write. */
	private boolean passes(String name) {
		await().atMost(SOON).until(() -> version(name).equals(cached(name)));
		CRASH.dieAfter(1);
		try {
			program.part(Reconciler.class).reconcile(key(name));
			return CRASH.writes() == 0;
		}
		catch (Exception ex) {
			assertThat(CRASH.writes()).as(ex.toString()).isPositive();
			return false;
		}
	}

	private String version(String name) throws ApiException {
		return this.access.get(ResourceType.SERVICE_OFFER, key(name))
			.map((offer) -> Documents.text(offer, "metadata", "resourceVersion"))
			.orElse("gone");
	}

	private String cached(String name) {
		return Informers.find(program.part(Informers.class).offers(), key(name))
			.map(OfferScenes::resourceVersion)
			.orElse("gone");
	}

	/** As if the chain had been asked. */
	private void registered(String name) throws ApiException {
		JsonObject status = Documents.manifest(ResourceType.SERVICE_OFFER, key(name), Map.of());
		status.add("status", Documents.object("registrations",
				Documents.array(Documents.object("network", "eip155:84532", "agentId", "7"))));
		this.access.applyStatus(ResourceType.SERVICE_OFFER, status);
	}

}
