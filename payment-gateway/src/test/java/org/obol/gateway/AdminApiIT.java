package org.obol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.apis.RbacAuthorizationV1Api;
import io.kubernetes.client.openapi.models.AuthenticationV1TokenRequest;
import io.kubernetes.client.openapi.models.RbacV1Subject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PolicyRule;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1RoleRef;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1TokenRequestSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** The admin API with real tokens and real access reviews. */
@KubernetesTest
class AdminApiIT extends GatewayIT {

	@LocalManagementPort
	int adminPort;

	@Autowired
	ApiClient client;

	private String token = "";

	@BeforeEach
	void allowOneNamespace(TestCluster cluster) throws Exception {
		this.client.setBasePath(cluster.client().getBasePath());
		this.client.setHttpClient(cluster.client().getHttpClient());
		String namespace = cluster.namespace();
		CoreV1Api core = new CoreV1Api(cluster.client());
		core.createNamespacedServiceAccount(namespace,
				new V1ServiceAccount().metadata(new V1ObjectMeta().name("seller")))
			.execute();
		RbacAuthorizationV1Api rbac = new RbacAuthorizationV1Api(cluster.client());
		rbac.createNamespacedRole(namespace,
				new V1Role().metadata(new V1ObjectMeta().name("seller"))
					.rules(List.of(new V1PolicyRule().apiGroups(List.of("obol.org"))
						.resources(List.of("serviceoffers"))
						.verbs(List.of("list")))))
			.execute();
		rbac.createNamespacedRoleBinding(namespace,
				new V1RoleBinding().metadata(new V1ObjectMeta().name("seller"))
					.roleRef(new V1RoleRef().apiGroup("rbac.authorization.k8s.io").kind("Role").name("seller"))
					.subjects(List.of(new RbacV1Subject().kind("ServiceAccount").name("seller").namespace(namespace))))
			.execute();
		this.token = core
			.createNamespacedServiceAccountToken("seller", namespace,
					new AuthenticationV1TokenRequest().spec(new V1TokenRequestSpec().audiences(List.of())))
			.execute()
			.getStatus()
			.getToken();
		var offer = Offers.http("blocks", this.upstream.url().toString());
		offer.getMetadata().setNamespace(namespace);
		sell(offer, Offers.http("other", this.upstream.url().toString()));
	}

	@Test
	void sellerSeesTheOwnNamespaceAndNothingElse(TestCluster cluster) {
		for (int i = 0; i < 3; i++) {
			pay("/services/blocks/height", Payments.header(terms("/services/blocks")));
		}
		pay("/services/other/height", Payments.header(terms("/services/other")));
		assertThat(state()).isEqualTo("SETTLED,SETTLED,SETTLED,SETTLED");
		String namespace = "?namespace=" + namespaceOfTheOffer();
		HttpResponse<String> payments = admin("/admin/v1/payments" + namespace + "&state=settled&limit=2");
		assertThat(payments.statusCode()).isEqualTo(200);
		assertThat(payments.body()).contains("\"nextCursor\":\"")
			.contains("\"amount\":\"10000\"")
			.doesNotContain("\"other\"");
		assertThat(admin("/admin/v1/routes" + namespace).body()).contains("/services/blocks").doesNotContain("other");
		assertThat(admin("/admin/v1/earnings" + namespace).body()).contains("\"payments\":3")
			.contains("\"amount\":\"30000\"");
		assertThat(admin("/admin/v1/payments.csv" + namespace).body()).startsWith("id,state,").contains("\"SETTLED\"");
		assertThat(admin("/admin/v1/payments").statusCode()).isEqualTo(403);
		assertThat(admin("/admin/v1/payments?namespace=shop").statusCode()).isEqualTo(403);
	}

	@Test
	void strangersAndNonsenseGetProblems() {
		this.token = "nonsense";
		HttpResponse<String> stranger = admin("/admin/v1/payments");
		assertThat(stranger.statusCode()).isEqualTo(401);
		assertThat(stranger.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		assertThat(admin("/admin/v1/openapi.json").body()).contains("\"openapi\"");
	}

	@Test
	void wrongParameterIsNamed() {
		HttpResponse<String> response = admin("/admin/v1/payments?namespace=" + namespaceOfTheOffer() + "&state=lost");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("\"field\":\"state\"");
	}

	@Test
	void whatTheDatabaseCanNotTakeIsAWrongParameterToo() {
		for (String nonsense : List.of("&since=%2B999999999-01-01T00:00:00Z", "&offer=a%00b")) {
			HttpResponse<String> response = admin("/admin/v1/payments?namespace=" + namespaceOfTheOffer() + nonsense);
			assertThat(response.statusCode()).as(nonsense).isEqualTo(400);
			assertProblem(response);
		}
	}

	@Test
	void ledgerThatIsAwayIsAProblemThatPasses() {
		this.jdbc.sql("alter table payment rename to payment_away").update();
		try {
			for (String what : List.of("payments", "payments.csv", "earnings")) {
				HttpResponse<String> response = admin("/admin/v1/" + what + "?namespace=" + namespaceOfTheOffer());
				assertThat(response.statusCode()).as(what).isEqualTo(503);
				assertProblem(response);
			}
		}
		finally {
			this.jdbc.sql("alter table payment_away rename to payment").update();
		}
	}

	@Test
	void tableThatIsCutOffSaysWhereTheRestIs() {
		for (int i = 0; i < 3; i++) {
			pay("/services/blocks/height", Payments.header(terms("/services/blocks")));
		}
		String path = "/admin/v1/payments.csv?namespace=" + namespaceOfTheOffer() + "&limit=2";
		HttpResponse<String> first = admin(path);
		assertThat(first.body().lines()).hasSize(3);
		String link = first.headers().firstValue("Link").orElse("");
		assertThat(link).matches("</admin/v1/payments\\.csv\\?.*>; rel=\"next\"");
		HttpResponse<String> rest = admin(link.substring(1, link.indexOf('>')));
		assertThat(rest.body().lines()).hasSize(2);
		assertThat(rest.headers().firstValue("Link")).isEmpty();
	}

	private static void assertProblem(HttpResponse<String> response) {
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		assertThat(response.body()).contains("\"code\":").doesNotContain("SQL").doesNotContain("payment_away");
	}

	private String namespaceOfTheOffer() {
		return this.table.routes()
			.stream()
			.filter((route) -> route.offer().name().equals("blocks"))
			.findFirst()
			.orElseThrow()
			.offer()
			.namespace();
	}

	private HttpResponse<String> admin(String path) {
		try {
			return HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.adminPort + path))
				.header("Authorization", "Bearer " + this.token)
				.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
