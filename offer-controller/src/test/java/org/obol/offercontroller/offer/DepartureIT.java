package org.obol.offercontroller.offer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOffer;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.apply.Finalizers;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.offercontroller.registration.Tombstones;

/** An offer that is registered on chains goes, on a real API server. */
@KubernetesTest
class DepartureIT {

	private Cluster access;

	private ObjectKey key;

	private ObjectKey place;

	private Departure departure;

	@BeforeEach
	void placeOffer(TestCluster cluster) throws ApiException {
		cluster.applyResource("crds/serviceoffers.obol.org.yaml");
		this.access = new Cluster(cluster.client(), "test");
		this.key = new ObjectKey(cluster.namespace(), "known");
		this.place = new ObjectKey(cluster.namespace(), "agent-registrations");
		this.departure = new Departure(new Finalizers(this.access, ResourceType.SERVICE_OFFER, ServiceOffer.FINALIZER),
				new Tombstones(this.access, this.place, Clock.systemUTC()));
		cluster.apply("""
				apiVersion: obol.org/v1alpha1
				kind: ServiceOffer
				metadata: {name: known}
				spec:
				  type: http
				  upstream: {service: api, namespace: any, port: 80}
				  registration: {enabled: true, name: Known}
				  payment:
				    network: base-sepolia
				    payTo: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
				    price: {perRequest: "0.01"}
				""");
		JsonObject status = Documents.manifest(ResourceType.SERVICE_OFFER, this.key, Map.of());
		JsonArray registrations = new JsonArray();
		registrations.add(Documents.object("network", "eip155:84532", "agentId", "7"));
		registrations.add(Documents.object("network", "eip155:1", "agentId", "12"));
		status.add("status", Documents.object("registrations", registrations));
		this.access.applyStatus(ResourceType.SERVICE_OFFER, status);
		assertThat(this.departure.prepare(offer().orElseThrow())).isTrue();
		this.access.delete(ResourceType.SERVICE_OFFER, this.key, null);
	}

	@Test
	void registrationsOfADeletedOfferAreRemembered() throws ApiException {
		this.access.create(ResourceType.CONFIG_MAP, Documents.manifest(ResourceType.CONFIG_MAP, this.place, Map.of()));
		this.departure.complete(offer().orElseThrow());
		assertThat(offer()).isEmpty();
		JsonObject left = this.access.get(ResourceType.CONFIG_MAP, this.place).orElseThrow().getAsJsonObject("data");
		assertThat(left.keySet()).containsExactlyInAnyOrder("eip155-84532.7", "eip155-1.12");
		JsonObject one = JsonParser.parseString(left.get("eip155-1.12").getAsString()).getAsJsonObject();
		assertThat(one.get("network").getAsString()).isEqualTo("eip155:1");
		assertThat(one.get("name").getAsString()).isEqualTo("Known");
	}

	@Test
	void offerGoesEvenIfNothingCanRememberIt() throws ApiException {
		this.departure.complete(offer().orElseThrow());
		assertThat(offer()).isEmpty();
	}

	@Test
	void offerThatIsOnNoChainIsNotHeld(TestCluster cluster) throws ApiException {
		cluster.apply("""
				apiVersion: obol.org/v1alpha1
				kind: ServiceOffer
				metadata: {name: unknown}
				spec:
				  type: http
				  upstream: {service: api, namespace: any, port: 80}
				  registration: {enabled: false}
				  payment:
				    network: base-sepolia
				    payTo: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
				    price: {perRequest: "0.01"}
				""");
		this.key = new ObjectKey(cluster.namespace(), "unknown");
		assertThat(this.departure.prepare(offer().orElseThrow())).isFalse();
		this.access.delete(ResourceType.SERVICE_OFFER, this.key, null);
		assertThat(offer()).isEmpty();
	}

	private Optional<ServiceOffer> offer() throws ApiException {
		return this.access.get(ResourceType.SERVICE_OFFER, this.key)
			.map((document) -> Documents.as(document, ServiceOffer.class));
	}

}
