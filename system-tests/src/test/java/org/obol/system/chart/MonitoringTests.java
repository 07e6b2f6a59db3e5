package org.obol.system.chart;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

class MonitoringTests {

	private static final Pattern METRIC = Pattern.compile("\\b(obol|jvm)_[a-z0-9_]+\\b");

	/**
	 * What the programs export; the gateway's names are those that the reference's
	 * dashboards know.
	 */
	private static final Set<String> EXPORTED = Set.of("obol_x402_verifier_requests_total",
			"obol_x402_verifier_payment_required_total", "obol_x402_verifier_payment_verified_total",
			"obol_x402_verifier_payment_failed_total", "obol_x402_verifier_payment_failure_reasons_total",
			"obol_x402_verifier_charged_requests_total", "obol_x402_verifier_upstream_failed_after_verify_total",
			"obol_x402_verifier_repeated_payments_total", "obol_x402_verifier_settle_seconds_sum",
			"obol_x402_verifier_settle_seconds_count", "obol_x402_verifier_settle_seconds_max",
			"obol_x402_verifier_last_payment_success_seconds", "obol_x402_verifier_duplicates_refused_total",
			"obol_gateway_unknown_payments", "obol_gateway_calls_in_flight", "obol_gateway_token_domain_mismatches",
			"obol_offers", "obol_agents", "obol_reconcile_seconds_count", "obol_queue_depth", "jvm_memory_used_bytes");

	private final Manifests manifests = SuiteChart.withDefaults().set("monitoring.enabled", true).render();

	@Test
	void nothingIsWatchedUnlessAskedFor() {
		assertThat(SuiteChart.withDefaults().render().objects()).isNotEmpty()
			.noneSatisfy((object) -> assertThat(Manifests.at(object, "metadata", "labels", "app.kubernetes.io/name"))
				.isEqualTo("monitoring"));
	}

	@Test
	void eachPartCanBeLeftOut() {
		for (Map.Entry<String, String> part : Map
			.of("podMonitors", "PodMonitor", "rules", "PrometheusRule", "dashboard", "ConfigMap")
			.entrySet()) {
			assertThat(ownOf(this.manifests, part.getValue())).as(part.getKey()).isNotEmpty();
			Manifests without = SuiteChart.withDefaults()
				.set("monitoring.enabled", true)
				.set("monitoring." + part.getKey() + ".enabled", false)
				.render();
			assertThat(ownOf(without, part.getValue())).as(part.getKey()).isEmpty();
		}
	}

	/** Other parts of the chart have ConfigMaps too. */
	private static List<Map<String, Object>> ownOf(Manifests manifests, String kind) {
		return manifests.ofKind(kind)
			.stream()
			.filter((object) -> "monitoring"
				.equals(Manifests.at(object, "metadata", "labels", "app.kubernetes.io/name")))
			.toList();
	}

	@Test
	void everyProgramIsScrapedAtThePortOfItsProbes() {
		for (String program : ChartTests.PROGRAMS) {
			Object endpoint = Manifests
				.list(Manifests.at(this.manifests.get("PodMonitor", program), "spec", "podMetricsEndpoints"))
				.getFirst();
			assertThat(Manifests.at(endpoint, "port"))
				.isEqualTo(Manifests.at(this.manifests.container(program), "readinessProbe", "httpGet", "port"));
		}
	}

	@Test
	void everyAlertSaysWhatHappenedAndWhereToLook() {
		List<Map<String, Object>> alerts = groups().flatMap((group) -> Manifests.list(group.get("rules")).stream())
			.filter((rule) -> rule.containsKey("alert"))
			.toList();
		assertThat(alerts).hasSizeGreaterThan(5).allSatisfy((alert) -> {
			assertThat(Manifests.at(alert, "labels", "severity")).isIn("warning", "critical");
			assertThat(Manifests.at(alert, "annotations", "summary")).asString().endsWith(".");
			assertThat(Manifests.at(alert, "annotations", "description")).asString().endsWith(".");
			assertThat(alert.get("for")).isNotNull();
		});
	}

	@Test
	void rulesAndDashboardAskForWhatIsExported() {
		Set<String> asked = new TreeSet<>();
		Stream.concat(groups().map(Object::toString), expressions())
			.forEach((text) -> METRIC.matcher(text).results().forEach((found) -> asked.add(found.group())));
		assertThat(asked).isSubsetOf(EXPORTED).hasSizeGreaterThan(10);
	}

	@Test
	void noPanelIsWithoutAQuery() {
		assertThat(panels().filter((panel) -> !"row".equals(panel.get("type")))).hasSizeGreaterThan(10)
			.allSatisfy((panel) -> {
				assertThat(Manifests.list(panel.get("targets"))).isNotEmpty();
				assertThat(panel.get("description")).asString().isNotBlank();
			});
	}

	private Stream<Map<String, Object>> groups() {
		return Manifests.list(Manifests.at(this.manifests.get("PrometheusRule", "obol-agent-market"), "spec", "groups"))
			.stream();
	}

	private Stream<String> expressions() {
		return panels().flatMap((panel) -> Manifests.list(panel.get("targets")).stream())
			.map((target) -> String.valueOf(target.get("expr")));
	}

	private Stream<Map<String, Object>> panels() {
		Object json = Manifests.at(this.manifests.get("ConfigMap", "obol-agent-market-dashboard"), "data",
				"obol-agent-market.json");
		// JSON is YAML.
		Map<String, Object> dashboard = new Yaml().load(String.valueOf(json));
		return Manifests.list(dashboard.get("panels")).stream();
	}

}
