package org.obol.offercontroller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import io.kubernetes.client.openapi.ApiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOffer;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.testing.Outage;
import org.obol.kube.testing.WatchGap;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;

/** Bad days of a cluster. The program is never started again. */
@KubernetesTest
class OfferStormIT extends OfferScenes {

	private static final WatchGap GAP = new WatchGap();

	private static OfferProgram program;

	@BeforeAll
	static void startProgram(TestCluster cluster) {
		program = OfferProgram.start(cluster, GAP.of(cluster.client()));
	}

	@AfterAll
	static void stopProgram() {
		program.close();
	}

	@Test
	void anotherWriterOfTheSameOfferDoesNotStopIt() throws ApiException {
		service("api");
		httpOffer("contested", "0.01", "");
		for (int i = 0; i < 60; i++) {
			// Between the controller's reading and its writing, as often as can be.
			this.access.merge(ResourceType.SERVICE_OFFER, key("contested"),
					Documents.object("metadata", Documents.object("annotations", Documents.object("storm", "" + i))));
		}
		ServiceOffer offer = awaitOffer("contested", OfferScenes::isReady);
		assertThat(offer.getStatus().accepts().getFirst().amount()).isEqualTo("10000");
		assertThat(offer.getMetadata().getAnnotations()).containsEntry("storm", "59");
		this.access.delete(ResourceType.SERVICE_OFFER, key("contested"), null);
		await().atMost(SOON).until(() -> this.access.get(ResourceType.SERVICE_OFFER, key("contested")).isEmpty());
	}

	@Test
	void namespaceThatIsStuckTerminatingDoesNotHoldItsOffers() throws ApiException {
		service("api");
		httpOffer("stuck", "0.01", "");
		awaitOffer("stuck", OfferScenes::isReady);
		this.cluster.apply("""
				apiVersion: v1
				kind: ConfigMap
				metadata: {name: held, finalizers: [example.org/never]}
				""");
		ObjectKey namespace = new ObjectKey("", this.cluster.namespace());
		this.access.delete(ResourceType.NAMESPACE, namespace, null);
		await().atMost(SOON).until(() -> this.access.get(ResourceType.SERVICE_OFFER, key("stuck")).isEmpty());
		assertThat(this.access.get(ResourceType.NAMESPACE, namespace)).isPresent();
		this.access.merge(ResourceType.CONFIG_MAP, key("held"),
				Documents.object("metadata", Documents.object("finalizers", new JsonArray())));
	}

	@Test
	void whatHappenedWhileNoWatchWasThereIsMadeUpFor() throws ApiException {
		service("api");
		httpOffer("stays", "0.01", "");
		httpOffer("goes", "0.01", "");
		awaitOffer("stays", OfferScenes::isReady);
		awaitOffer("goes", OfferScenes::isReady);
		GAP.begin();
		httpOffer("stays", "0.05", "");
		httpOffer("comes", "0.01", "path: /services/goes");
		this.access.delete(ResourceType.SERVICE_OFFER, key("goes"), null);
		GAP.end();
		await().atMost(SOON).until(GAP::isMadeUpFor);
		awaitOffer("stays", (offer) -> "50000".equals(offer.getStatus().accepts().getFirst().amount()));
		await().atMost(SOON).until(() -> this.access.get(ResourceType.SERVICE_OFFER, key("goes")).isEmpty());
		awaitOffer("comes", OfferScenes::isReady);
	}

	@Test
	void apiServerMayBeSilentForAWhile() throws ApiException {
		service("api");
		httpOffer("before", "0.01", "");
		String version = resourceVersion(awaitOffer("before", OfferScenes::isReady));
		try (Outage ignored = new Outage(this.cluster)) {
			await().during(Outage.LENGTH).atMost(Outage.LENGTH.plusSeconds(10)).until(program::isActive);
		}
		httpOffer("after", "0.01", "");
		awaitOffer("after", OfferScenes::isReady);
		// What is sold was never taken off sale, nor written again.
		assertThat(resourceVersion(offer("before"))).isEqualTo(version);
	}

}
