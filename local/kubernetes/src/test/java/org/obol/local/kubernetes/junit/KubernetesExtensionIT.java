package org.obol.local.kubernetes.junit;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@KubernetesTest
class KubernetesExtensionIT {

	private final TestCluster shared;

	KubernetesExtensionIT(TestCluster shared) {
		this.shared = shared;
	}

	@Test
	void aTestHasANamespaceOfItsOwn(TestCluster cluster, ApiClient client) throws Exception {
		assertThat(cluster.namespace()).isNotEqualTo(this.shared.namespace());
		assertThat(new CoreV1Api(client).readNamespace(cluster.namespace()).execute().getStatus().getPhase())
			.isEqualTo("Active");
	}

	@Test
	void manifestsAreAppliedIntoTheTestsNamespace(TestCluster cluster) throws Exception {
		cluster.apply("""
				apiVersion: v1
				kind: ConfigMap
				metadata: {name: one}
				data: {a: b}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: ClusterRole
				metadata: {name: test-role}
				rules: []
				""");
		assertThat(
				new CoreV1Api(cluster.client()).readNamespacedConfigMap("one", cluster.namespace()).execute().getData())
			.containsEntry("a", "b");
	}

	@Test
	void aCustomResourceCanBeUsedRightAfterItsDefinition(TestCluster cluster) {
		cluster.apply("""
				apiVersion: apiextensions.k8s.io/v1
				kind: CustomResourceDefinition
				metadata: {name: things.test.obol.org}
				spec:
				  group: test.obol.org
				  scope: Namespaced
				  names: {kind: Thing, plural: things, singular: thing}
				  versions:
				  - name: v1
				    served: true
				    storage: true
				    schema:
				      openAPIV3Schema:
				        type: object
				        properties:
				          spec: {type: object, properties: {size: {type: integer}}}
				""");
		cluster.apply("""
				apiVersion: test.obol.org/v1
				kind: Thing
				metadata: {name: small}
				spec: {size: 1}
				""");
		assertThatThrownBy(() -> cluster.apply("""
				apiVersion: test.obol.org/v1
				kind: Thing
				metadata: {name: wrong}
				spec: {size: big}
				""")).isInstanceOf(ApiRefusedException.class).hasMessageContaining("spec.size");
	}

}
