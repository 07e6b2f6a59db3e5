package org.obol.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Lease;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.obol.api.Agent;
import org.obol.api.ServiceOffer;

class ObjectJsonTests {

	private static final String CONDITION = """
			{"metadata": {"name": "%s", "creationTimestamp": "2026-11-23T12:00:00Z"},
			 "status": {"conditions": [{"type": "Ready", "status": "True", "reason": "Reconciled",
			  "message": "the offer is live", "lastTransitionTime": "2026-11-23T12:00:01Z", "observedGeneration": 1}]}}
			""";

	@Test
	void objectsThatSayTheSameShareTheWords() {
		ServiceOffer one = ObjectJson.GSON.fromJson(CONDITION.formatted("one"), ServiceOffer.class);
		ServiceOffer other = ObjectJson.GSON.fromJson(CONDITION.formatted("other"), ServiceOffer.class);
		assertThat(one.conditions()).isEqualTo(other.conditions());
		assertThat(one.conditions().getFirst().message()).isSameAs(other.conditions().getFirst().message());
		assertThat(one.conditions().getFirst().lastTransitionTime())
			.isSameAs(other.conditions().getFirst().lastTransitionTime());
		assertThat(one.name()).isEqualTo("one");
		assertThat(other.name()).isEqualTo("other");
	}

	@Test
	void manyDifferentTextsAreToldApart() {
		for (int i = 0; i < 20_000; i++) {
			assertThat(ObjectJson.GSON.fromJson("\"text-" + i + "\"", String.class)).isEqualTo("text-" + i);
		}
		assertThat(ObjectJson.GSON.fromJson("null", String.class)).isNull();
		assertThat(ObjectJson.GSON.fromJson("true", String.class)).isEqualTo("true");
	}

	@Test
	void timesOfLeasesHaveMicroseconds() {
		V1Lease lease = ObjectJson.GSON.fromJson("""
				{"metadata": {"name": "x"}, "spec": {"renewTime": "2026-11-23T12:00:00.000000Z"}}""", V1Lease.class);
		assertThat(lease.getSpec().getRenewTime()).isEqualTo(OffsetDateTime.parse("2026-11-23T12:00:00Z"));
		assertThat(ObjectJson.GSON.toJson(lease)).contains("\"renewTime\":\"2026-11-23T12:00:00.000000Z\"");
		lease.getSpec().setRenewTime(OffsetDateTime.parse("2026-11-23T14:00:00.123456789+02:00"));
		assertThat(ObjectJson.GSON.toJson(lease)).contains("\"2026-11-23T12:00:00.123456Z\"");
	}

	@Test
	void clientsOwnKindsOfValuesAreReadAndWritten() {
		V1Service service = ObjectJson.GSON.fromJson("""
				{"spec": {"ports": [{"port": 80, "targetPort": "http"}], "ofANewerVersion": {"x": 1}}}""",
				V1Service.class);
		assertThat(service.getSpec().getPorts().getFirst().getTargetPort()).isEqualTo(new IntOrString("http"));
		V1PersistentVolumeClaim claim = ObjectJson.GSON.fromJson("""
				{"spec": {"resources": {"requests": {"storage": "1Gi"}}}}""", V1PersistentVolumeClaim.class);
		assertThat(claim.getSpec().getResources().getRequests()).containsEntry("storage", new Quantity("1Gi"));
		V1Secret secret = ObjectJson.GSON.fromJson("{\"data\": {\"key\": \"aGVsbG8=\"}}", V1Secret.class);
		assertThat(new String(secret.getData().get("key"), StandardCharsets.UTF_8)).isEqualTo("hello");
		assertThat(ObjectJson.GSON.toJson(secret)).contains("aGVsbG8=");
	}

	@Test
	void objectInACacheHasNoEmptyCollections() {
		Agent agent = Slimming.of(ObjectJson.GSON.fromJson("{\"metadata\": {\"name\": \"x\"}}", Agent.class));
		assertThat(agent.getMetadata().getAnnotations()).isNull();
		assertThat(agent.getMetadata().getOwnerReferences()).isNull();
		assertThat(agent.getMetadata().getManagedFields()).isNull();
		assertThat(agent.getMetadata().getFinalizers()).isEmpty();
	}

}
