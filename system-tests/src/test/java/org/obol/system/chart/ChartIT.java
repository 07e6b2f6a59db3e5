package org.obol.system.chart;

import java.time.Duration;
import java.util.List;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.apis.AuthorizationV1Api;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1ResourceAttributes;
import io.kubernetes.client.openapi.models.V1SubjectAccessReview;
import io.kubernetes.client.openapi.models.V1SubjectAccessReviewSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The chart on a real API server, in a namespace that refuses pods with any privilege. (A
 * laptop's values would not pass there: a fixed port of the node is a privilege.)
 */
@KubernetesTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartIT {

	private static final String NAMESPACE = "chart-it";

	private TestCluster cluster;

	@BeforeAll
	void install(TestCluster testCluster) {
		this.cluster = testCluster;
		testCluster.apply("""
				apiVersion: v1
				kind: Namespace
				metadata:
				  name: chart-it
				  labels:
				    pod-security.kubernetes.io/enforce: restricted
				""");
		assertThat(upgrade("first").getStatus()).isEqualToIgnoringCase("deployed");
	}

	@Test
	void theApiServerMakesEveryPodOfARestrictedNamespace() throws ApiException {
		List<V1Deployment> deployments = new AppsV1Api(this.cluster.client()).listNamespacedDeployment(NAMESPACE)
			.execute()
			.getItems();
		assertThat(deployments).extracting((deployment) -> deployment.getMetadata().getName())
			.containsExactlyInAnyOrderElementsOf(ChartTests.PROGRAMS);
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(pods())
				.extracting((pod) -> pod.getMetadata().getLabels().get("app.kubernetes.io/name"))
				.containsExactlyInAnyOrderElementsOf(ChartTests.PROGRAMS));
	}

	@Test
	void theSameValuesTwiceChangeNothing() throws ApiException {
		List<String> before = versions();
		assertThat(upgrade("first").getStatus()).isEqualToIgnoringCase("deployed");
		assertThat(versions()).isEqualTo(before);
	}

	@Test
	void theCrdsServeTheirKinds() throws ApiException {
		assertThat(may("payment-gateway", "list", "obol.org", "serviceoffers", "anywhere")).isTrue();
		this.cluster.apply("""
				apiVersion: obol.org/v1alpha1
				kind: Agent
				metadata:
				  name: tried-by-the-chart
				spec:
				  runtime: demo
				""");
	}

	@Test
	void theGatewayCanNotWriteAnywhere() throws ApiException {
		for (String verb : List.of("create", "update", "patch", "delete", "deletecollection")) {
			for (String resource : List.of("serviceoffers", "serviceoffers/status", "agents", "agents/status")) {
				assertThat(may("payment-gateway", verb, "obol.org", resource, "agent-x")).as(verb + resource).isFalse();
			}
			for (String resource : List.of("secrets", "pods", "configmaps", "services", "events")) {
				assertThat(may("payment-gateway", verb, "", resource, NAMESPACE)).as(verb + resource).isFalse();
			}
		}
		assertThat(may("payment-gateway", "get", "", "secrets", NAMESPACE)).as("its Secrets come as files").isFalse();
	}

	@Test
	void theAgentControllerWorksInEveryNamespaceAndTheOfferControllerDoesNot() throws ApiException {
		assertThat(may("agent-controller", "create", "apps", "deployments", "agent-x")).isTrue();
		assertThat(may("agent-controller", "create", "", "secrets", "agent-x")).isTrue();
		assertThat(may("agent-controller", "update", "", "secrets", "agent-x")).isFalse();
		assertThat(may("agent-controller", "patch", "obol.org", "serviceoffers", "agent-x")).isFalse();
		assertThat(may("offer-controller", "create", "apps", "deployments", "agent-x")).isFalse();
		assertThat(may("offer-controller", "patch", "obol.org", "serviceoffers/status", "agent-x")).isTrue();
		assertThat(may("offer-controller", "patch", "obol.org", "agents/status", "agent-x")).isFalse();
	}

	@Test
	void theLeaseIsHeldInTheSuitesNamespaceOnly() throws ApiException {
		assertThat(may("agent-controller", "create", "coordination.k8s.io", "leases", NAMESPACE)).isTrue();
		assertThat(may("agent-controller", "create", "coordination.k8s.io", "leases", "agent-x")).isFalse();
	}

	private Release upgrade(String password) {
		return new Helm(SuiteChart.FOLDER).upgrade()
			.install()
			.withName("obol")
			.withNamespace(NAMESPACE)
			.withKubeConfig(this.cluster.kubeconfig())
			.set("payment-gateway.facilitator.mode", "in-process")
			.set("payment-gateway.facilitator.settlementKey", "0x" + "1".repeat(64))
			.set("payment-gateway.database.password", password)
			.call();
	}

	private List<V1Pod> pods() throws ApiException {
		return new CoreV1Api(this.cluster.client()).listNamespacedPod(NAMESPACE).execute().getItems();
	}

	private List<String> versions() throws ApiException {
		return new AppsV1Api(this.cluster.client()).listNamespacedDeployment(NAMESPACE)
			.execute()
			.getItems()
			.stream()
			.map((deployment) -> deployment.getMetadata().getName() + " " + deployment.getMetadata().getGeneration())
			.toList();
	}

	private boolean may(String program, String verb, String group, String resource, String namespace)
			throws ApiException {
		String[] parts = resource.split("/");
		V1ResourceAttributes attributes = new V1ResourceAttributes().verb(verb)
			.group(group)
			.resource(parts[0])
			.subresource((parts.length > 1) ? parts[1] : "")
			.namespace(namespace);
		V1SubjectAccessReview review = new V1SubjectAccessReview()
			.spec(new V1SubjectAccessReviewSpec().user("system:serviceaccount:" + NAMESPACE + ":" + program)
				.groups(List.of("system:serviceaccounts", "system:authenticated"))
				.resourceAttributes(attributes));
		return new AuthorizationV1Api(this.cluster.client()).createSubjectAccessReview(review)
			.execute()
			.getStatus()
			.getAllowed();
	}

}
