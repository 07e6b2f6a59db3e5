package org.obol.admin;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.AuthenticationV1TokenRequest;
import io.kubernetes.client.openapi.models.V1TokenRequestSpec;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@KubernetesTest
class AccessReviewsIT {

	private AccessReviews reviews;

	private String header;

	private String namespace;

	@BeforeEach
	void readerWithAToken(TestCluster cluster) throws ApiException {
		this.namespace = cluster.namespace();
		cluster.apply("""
				apiVersion: v1
				kind: ServiceAccount
				metadata: {name: reader}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: Role
				metadata: {name: reader}
				rules: [{apiGroups: [obol.org], resources: [agents], verbs: [get, list]}]
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: RoleBinding
				metadata: {name: reader}
				roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
				subjects: [{kind: ServiceAccount, name: reader, namespace: %s}]
				""".formatted(this.namespace));
		AuthenticationV1TokenRequest request = new AuthenticationV1TokenRequest()
			.spec(new V1TokenRequestSpec().audiences(List.of()).expirationSeconds(600L));
		String token = new CoreV1Api(cluster.client())
			.createNamespacedServiceAccountToken("reader", this.namespace, request)
			.execute()
			.getStatus()
			.getToken();
		this.header = "Bearer " + token;
		this.reviews = new AccessReviews(cluster.client());
	}

	@Test
	void callerWithTheRightPassesByName() {
		assertThat(this.reviews.require(this.header, ResourceAccess.to("get", "agents", this.namespace, "a")))
			.isEqualTo("system:serviceaccount:" + this.namespace + ":reader");
	}

	@Test
	void callerWithoutTheVerbIsForbiddenInOneSentence() {
		assertThatThrownBy(
				() -> this.reviews.require(this.header, ResourceAccess.to("delete", "agents", this.namespace, "a")))
			.isInstanceOfSatisfying(AdminException.class, (ex) -> {
				assertThat(ex.status()).isEqualTo(HttpStatus.FORBIDDEN);
				assertThat(ex).hasMessageContaining("may not delete agents.obol.org in namespace " + this.namespace);
			});
	}

	@Test
	void callerOfOneNamespaceMayNotListAllOfThem() {
		assertThatThrownBy(() -> this.reviews.require(this.header, ResourceAccess.to("list", "agents", null, null)))
			.hasMessageContaining("in all namespaces");
	}

	@Test
	void unknownAndMissingTokensAreUnauthenticated() {
		ResourceAccess access = ResourceAccess.to("get", "agents", this.namespace, "a");
		for (String wrong : new String[] { null, "", "Bearer ", "Bearer made-up", "Basic dTpw" }) {
			assertThat(this.reviews.review(wrong, access)).as(String.valueOf(wrong))
				.isEqualTo(new Verdict.Unauthenticated());
		}
	}

}
