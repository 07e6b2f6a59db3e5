package org.obol.system.chart;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each program may do in the cluster: no more than its part in the design.
 */
class AccessTests {

	private static final Set<String> READING = Set.of("get", "list", "watch");

	private static final List<String> PROGRAMS = ChartTests.PROGRAMS;

	/** A review is a question: the API server stores nothing. */
	private static final Set<String> REVIEWS = Set.of("create tokenreviews", "create subjectaccessreviews");

	@Test
	void theGatewayCanWriteNothing() {
		assertThat(writes(SuiteChart.withDefaults().render(), "payment-gateway")).isEqualTo(REVIEWS);
		assertThat(writes(SuiteChart.forALaptop().render(), "payment-gateway")).isEqualTo(REVIEWS);
	}

	@Test
	void theStorefrontCanWriteNothingAtAll() {
		assertThat(writes(SuiteChart.forALaptop().render(), "storefront")).isEmpty();
	}

	@Test
	void theAgentsToolsReadAgentsAndNothingElseEverywhere() {
		assertThat(rights(SuiteChart.withDefaults().render(), "agent-tools")).containsExactlyInAnyOrder("get agents",
				"list agents", "watch agents");
		assertThat(writes(SuiteChart.forALaptop().render(), "agent-tools")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "payment-gateway", "storefront", "offer-controller", "agent-tools" })
	void onlyTheAgentControllerKnowsSecrets(String program) {
		assertThat(rights(SuiteChart.forALaptop().render(), program)).noneMatch((right) -> right.endsWith(" secrets"));
	}

	@Test
	void theAgentControllerNeverChangesSecrets() {
		// It watches them without their content, to notice one that was edited or
		// deleted; RBAC has no words for that.
		assertThat(rights(SuiteChart.withDefaults().render(), "agent-controller"))
			.filteredOn((right) -> right.endsWith(" secrets"))
			.containsExactlyInAnyOrder("get secrets", "list secrets", "watch secrets", "create secrets",
					"delete secrets");
	}

	@Test
	void theOfferControllerWritesOffersEventsAndItsLeaseOnly() {
		// Create and delete are for its admin API, which asks first whether the caller
		// may.
		assertThat(writes(SuiteChart.withDefaults().render(), "offer-controller")).containsExactlyInAnyOrder(
				"create serviceoffers", "delete serviceoffers", "patch serviceoffers", "patch serviceoffers/status",
				"create events", "create leases", "update leases", "create tokenreviews", "patch configmaps",
				"create subjectaccessreviews");
	}

	@Test
	void theAgentControllerTouchesTheSpecOfNobody() {
		assertThat(rights(SuiteChart.withDefaults().render(), "agent-controller"))
			.filteredOn((right) -> right.matches(".* (agents|serviceoffers).*"))
			.containsExactlyInAnyOrder("get agents", "list agents", "watch agents", "patch agents",
					"patch agents/status");
	}

	@ParameterizedTest
	@ValueSource(strings = { "agent-controller", "offer-controller" })
	void logsAreReadForTheAdminApiAndPodsAreNotTouched(String program) {
		assertThat(rights(SuiteChart.withDefaults().render(), program))
			.filteredOn((right) -> right.matches(".* pods(/.*)?"))
			.containsExactlyInAnyOrder("list pods", "get pods/log");
	}

	@Test
	void namespacesAreNeverTakenAway() {
		assertThat(rights(SuiteChart.withDefaults().render(), "agent-controller")).contains("create namespaces")
			.doesNotContain("delete namespaces", "deletecollection namespaces");
	}

	@Test
	void servicesAreReadByTheGatewayOnALaptopOnly() {
		assertThat(rights(SuiteChart.withDefaults().render(), "payment-gateway")).doesNotContain("get services");
		assertThat(rights(SuiteChart.forALaptop().render(), "payment-gateway")).contains("get services");
	}

	@ParameterizedTest
	@FieldSource("PROGRAMS")
	void nobodyHasAWildcardOrARoadToMore(String program) {
		assertThat(rights(SuiteChart.forALaptop().render(), program)).isNotEmpty()
			.noneMatch((right) -> right.contains("*"))
			.noneMatch((right) -> right.matches("(escalate|bind|impersonate) .*"))
			.noneMatch((right) -> right.matches(
					".* (pods/exec|pods/attach|serviceaccounts/token|clusterroles|clusterrolebindings|nodes|nodes/proxy)"));
	}

	@ParameterizedTest
	@FieldSource("PROGRAMS")
	void everyBindingIsForTheProgramsOwnAccount(String program) {
		Manifests manifests = SuiteChart.withDefaults().render();
		assertThat(roles(manifests, program)).isNotEmpty();
		assertThat(Stream
			.concat(manifests.ofKind("ClusterRoleBinding").stream(), manifests.ofKind("RoleBinding").stream())
			.filter((binding) -> program.equals(Manifests.at(binding, "metadata", "labels", "app.kubernetes.io/name"))))
			.isNotEmpty()
			.allSatisfy((binding) -> assertThat(binding.get("subjects"))
				.isEqualTo(List.of(Map.of("kind", "ServiceAccount", "name", program, "namespace", "obol-system"))));
	}

	private static Set<String> writes(Manifests manifests, String program) {
		Set<String> writes = rights(manifests, program);
		writes.removeIf((right) -> READING.contains(right.substring(0, right.indexOf(' '))));
		return writes;
	}

	/** All rights of a program, as {@code verb resource}, wherever they apply. */
	@SuppressWarnings("unchecked")
	private static Set<String> rights(Manifests manifests, String program) {
		Set<String> rights = new TreeSet<>();
		for (Map<String, Object> role : roles(manifests, program)) {
			for (Map<String, Object> rule : Manifests.list(role.get("rules"))) {
				for (String resource : (List<String>) rule.get("resources")) {
					((List<String>) rule.get("verbs")).forEach((verb) -> rights.add(verb + " " + resource));
				}
			}
		}
		return rights;
	}

	private static List<Map<String, Object>> roles(Manifests manifests, String program) {
		return Stream.concat(manifests.ofKind("ClusterRole").stream(), manifests.ofKind("Role").stream())
			.filter((role) -> program.equals(Manifests.at(role, "metadata", "labels", "app.kubernetes.io/name")))
			.toList();
	}

}
