package org.obol.local.kubernetes.container;

import java.util.Map;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.util.Yaml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.rest.RestClient;
import org.obol.local.kubernetes.volume.KeyValues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@KubernetesTest
class EnvironmentSourceIT {

	private TestCluster cluster;

	@BeforeEach
	void applyConfiguration(TestCluster given) {
		this.cluster = given;
		given.apply("""
				apiVersion: v1
				kind: ConfigMap
				metadata: {name: settings}
				data: {COLOUR: blue, SIZE: big}
				---
				apiVersion: v1
				kind: Secret
				metadata: {name: keys}
				stringData: {TOKEN: s3cret}
				""");
	}

	@Test
	void valuesComeFromEverywhereAndLaterOnesWin() {
		assertThat(environment("""
				envFrom:
				- {prefix: P_, configMapRef: {name: settings}}
				- {secretRef: {name: keys}}
				- {secretRef: {name: missing, optional: true}}
				env:
				- {name: P_SIZE, value: small}
				- {name: URL, value: "http://$(P_COLOUR).$(POD).$(UNKNOWN)"}
				- {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
				- {name: TEAM, valueFrom: {fieldRef: {fieldPath: "metadata.labels['team']"}}}
				- {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
				- {name: MAYBE, valueFrom: {configMapKeyRef: {name: settings, key: none, optional: true}}}
				- {name: LIMIT, valueFrom: {resourceFieldRef: {resource: limits.memory}}}
				- {name: COPY, value: "$(POD)"}
				"""))
			.containsExactlyInAnyOrderEntriesOf(Map.of("P_COLOUR", "blue", "P_SIZE", "small", "TOKEN", "s3cret", "URL",
					"http://blue.$(POD).$(UNKNOWN)", "POD", "one", "TEAM", "blue", "IP", "127.0.0.1", "COPY", "one"));
	}

	@Test
	void aReferenceThatLeadsNowhereSaysWhere() {
		assertThatThrownBy(() -> environment("env: [{name: A, valueFrom: {secretKeyRef: {name: keys, key: none}}}]"))
			.isInstanceOf(NotStartableException.class)
			.hasMessage("Secret keys has no key none");
		assertThatThrownBy(() -> environment("envFrom: [{configMapRef: {name: none}}]"))
			.isInstanceOfSatisfying(NotStartableException.class,
					(ex) -> assertThat(ex.reason()).isEqualTo("CreateContainerConfigError"))
			.hasMessage("ConfigMap none does not exist");
	}

	private Map<String, String> environment(String container) {
		V1Pod pod = (V1Pod) load("""
				apiVersion: v1
				kind: Pod
				metadata: {name: one, namespace: %s, labels: {team: blue}}
				""".formatted(this.cluster.namespace()), V1Pod.class);
		V1Container parsed = (V1Container) load(container, V1Container.class);
		return new EnvironmentSource(new PodView(pod),
				new KeyValues(new RestClient(this.cluster.client(), "test"), this.cluster.namespace()))
			.of(parsed);
	}

	private static Object load(String yaml, Class<?> type) {
		return Yaml.loadAs(yaml, type);
	}

}
