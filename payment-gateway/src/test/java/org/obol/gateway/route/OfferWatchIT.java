package org.obol.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.obol.gateway.GatewayProperties;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.Informers;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import com.google.gson.JsonParser;

/** The route table follows the offers of a real API server. */
@KubernetesTest
class OfferWatchIT {

	private static final String SPEC = """
			{"apiVersion":"obol.org/v1alpha1","kind":"ServiceOffer","metadata":{"name":"blocks","namespace":"%s"},
			 "spec":{"type":"http","upstream":{"service":"blocks","namespace":"%s","port":80},
			  "payment":{"network":"base-sepolia","payTo":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8","price":{"perRequest":"0.01"}}}}""";

	private static final String STATUS = """
			{"apiVersion":"obol.org/v1alpha1","kind":"ServiceOffer","metadata":{"name":"blocks","namespace":"%s"},
			 "status":{"upstream":{"url":"http://blocks.%s.svc.cluster.local:80","healthPath":"/health"},
			  "accepts":[{"scheme":"exact","network":"eip155:84532","amount":"10000","asset":"0x036CbD53842c5426634e7929541eC2318f3dCF7e",
			   "payTo":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8","maxTimeoutSeconds":300,"extra":{"name":"USDC","version":"2","assetTransferMethod":"eip3009"}}],
			  "prices":[{"amount":"0.01","unit":"perRequest","declared":"0.01","symbol":"USDC","decimals":6}],
			  "conditions":[{"type":"ModelReady","status":"True","reason":"Declared","lastTransitionTime":"2026-11-23T12:00:00Z"},
			   {"type":"UpstreamHealthy","status":"%s","reason":"Probed","lastTransitionTime":"2026-11-23T12:00:00Z"}]}}""";

	@Test
	void offerOpensClosesAndGoesWithoutARestart(TestCluster cluster) throws Exception {
		cluster.applyResource("crds/serviceoffers.obol.org.yaml");
		Cluster seller = new Cluster(cluster.client(), "test");
		RouteTable table = new RouteTable(Clock.systemUTC());
		try (Informers informers = new Informers(cluster.client())) {
			OfferWatch watch = new OfferWatch(informers, table,
					new GatewayProperties(URI.create("https://market.example"),
							new GatewayProperties.Storefront(URI.create("http://s")), false, java.util.List.of()),
					(ignored) -> java.util.Optional.empty(), TestRoutes.NONE);
			watch.start();
			await().until(table::isLoaded);
			String namespace = cluster.namespace();
			seller.create(ResourceType.SERVICE_OFFER, json(SPEC.formatted(namespace, namespace)));
			await().until(() -> table.match("/services/blocks") instanceof RouteMatch.Closed);
			seller.applyStatus(ResourceType.SERVICE_OFFER, json(STATUS.formatted(namespace, namespace, "True")));
			await().atMost(Duration.ofSeconds(5))
				.until(() -> table.match("/services/blocks/x") instanceof RouteMatch.Open);
			RouteMatch.Open open = (RouteMatch.Open) table.match("/services/blocks/x");
			assertThat(open.route().accepts().getFirst().maxTimeoutSeconds()).isEqualTo(300);
			seller.applyStatus(ResourceType.SERVICE_OFFER, json(STATUS.formatted(namespace, namespace, "False")));
			await().until(() -> table.match("/services/blocks/x") instanceof RouteMatch.Closed);
			seller.delete(ResourceType.SERVICE_OFFER, Documents.key(json(SPEC.formatted(namespace, namespace))), null);
			await().until(() -> table.match("/services/blocks/x") instanceof RouteMatch.Missing);
			watch.stop();
		}
	}

	private static JsonObject json(String text) {
		return JsonParser.parseString(text).getAsJsonObject();
	}

}
