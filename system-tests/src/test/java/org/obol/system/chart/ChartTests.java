package org.obol.system.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class ChartTests {

	static final List<String> PROGRAMS = List.of("agent-controller", "offer-controller", "payment-gateway",
			"storefront", "agent-tools");

	private static final Path SNAPSHOT = SuiteChart.ROOT
		.resolve("system-tests/src/test/resources/org/obol/system/chart/defaults.yaml");

	@Test
	void lintsStrictly() {
		LintResult lint = new Helm(SuiteChart.FOLDER).lint().strict().call();
		assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
	}

	@Test
	void theCrdsAreThoseOfTheApi() throws IOException {
		Path source = SuiteChart.ROOT.resolve("libs/api/src/main/resources/crds");
		Path copy = SuiteChart.FOLDER.resolve("files/crds");
		assertThat(names(copy)).isEqualTo(names(source));
		for (String name : names(source)) {
			assertThat(copy.resolve(name)).as("run charts/obol/copy-crds.sh")
				.hasSameTextualContentAs(source.resolve(name));
		}
	}

	/**
	 * A change here is a change for everybody who installs the chart: run with
	 * -Dchart.snapshot=write and look.
	 */
	@Test
	void theDefaultsAreWhatTheyWere() throws IOException {
		String rendered = SuiteChart.withDefaults().set("crds.enabled", false).render().text();
		if ("write".equals(System.getProperty("chart.snapshot"))) {
			Files.writeString(SNAPSHOT, rendered);
		}
		assertThat(rendered).isEqualTo(Files.readString(SNAPSHOT));
	}

	@Test
	void everyProgramIsPartOfTheMarket() {
		Manifests manifests = SuiteChart.withDefaults().set("crds.enabled", false).render();
		assertThat(manifests.objects()).isNotEmpty()
			.allSatisfy((object) -> assertThat(Manifests.at(object, "metadata", "labels"))
				.asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("app.kubernetes.io/part-of", "obol-agent-market"));
		for (String program : PROGRAMS) {
			assertThat(Manifests.at(manifests.get("Deployment", program), "spec", "template", "metadata", "labels",
					"app.kubernetes.io/part-of"))
				.isEqualTo("obol-agent-market");
		}
	}

	@ParameterizedTest
	@FieldSource("PROGRAMS")
	void everyPodIsRestricted(String program) {
		Manifests manifests = SuiteChart.withDefaults().render();
		Object pod = Manifests.at(manifests.get("Deployment", program), "spec", "template", "spec");
		assertThat(Manifests.at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
		assertThat(Manifests.at(pod, "securityContext", "seccompProfile", "type")).isEqualTo("RuntimeDefault");
		Map<String, Object> container = manifests.container(program);
		assertThat(Manifests.at(container, "securityContext", "allowPrivilegeEscalation")).isEqualTo(false);
		assertThat(Manifests.at(container, "securityContext", "readOnlyRootFilesystem")).isEqualTo(true);
		assertThat(Manifests.at(container, "securityContext", "capabilities", "drop")).isEqualTo(List.of("ALL"));
		assertThat(Manifests.at(container, "resources", "limits", "memory")).isNotNull();
		assertThat(container).containsKeys("startupProbe", "readinessProbe", "livenessProbe");
		assertThat(container.toString()).doesNotContain("hostPort");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "charts/agent-controller", "charts/offer-controller", "charts/payment-gateway",
			"charts/storefront", "charts/agent-tools", "charts/tunnel", "charts/monitoring" })
	void everyValueIsDescribed(String chart) throws IOException {
		List<String> lines = Files.readAllLines(SuiteChart.FOLDER.resolve(chart).resolve("values.yaml"));
		assertThat(ValueComments.undescribed(lines)).isEmpty();
	}

	@Test
	void theReadmeNamesOnlyValuesThatExist() throws IOException {
		String readme = Files.readString(SuiteChart.FOLDER.resolve("README.md"));
		SuiteChart chart = SuiteChart.withDefaults();
		Pattern.compile("--set ([a-z][\\w.-]+)=(\\S+)")
			.matcher(readme)
			.results()
			.forEach((set) -> chart.set(set.group(1), set.group(2)));
		assertThat(chart.render().environment("payment-gateway", "OBOL_FACILITATOR_MODE")).contains("in-process");
	}

	static Stream<Arguments> mistakes() {
		return Stream.of(argumentSet("no pod", "payment-gateway.replicas", 0, "minimum: got 0, want 1"),
				argumentSet("a key nobody knows", "payment-gateway.replica", 1, "'replica' not allowed"),
				argumentSet("a program nobody knows", "gateway.replicas", 1, "'gateway' not allowed"),
				argumentSet("a word for a switch", "storefront.enabled", "maybe", "got string, want boolean"),
				argumentSet("a third facilitator mode", "payment-gateway.facilitator.mode", "trust",
						"'remote', 'in-process'"),
				argumentSet("a settlement key that is none", "payment-gateway.facilitator.settlementKey", "0x12",
						"'/facilitator/settlementKey'"),
				argumentSet("a third kind of receipts", "payment-gateway.facilitator.receipts", "pgp",
						"'eip712', 'jws'"),
				argumentSet("gas that settles nothing", "payment-gateway.facilitator.maxGas", 21_000,
						"minimum: got 21,000"),
				argumentSet("a time without a unit", "payment-gateway.timeouts.upstream", "90", "'/timeouts/upstream'"),
				argumentSet("another database", "payment-gateway.database.url", "jdbc:mysql://db/obol",
						"'/database/url'"),
				argumentSet("a public address without scheme", "global.publicUrl", "market.example",
						"'/global/publicUrl'"),
				argumentSet("a public address with a slash at the end", "global.publicUrl", "https://market.example/",
						"'/global/publicUrl'"),
				argumentSet("a chain by a name of its own", "global.chains[0].network", "base-sepolia", "/network"),
				argumentSet("a port out of range", "storefront.hostPort", 65536, "maximum: got 65,536"),
				argumentSet("an offer controller with autoscaling", "offer-controller.autoscaling.enabled", true,
						"'autoscaling' not allowed"));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void theSchemaRefuses(String key, Object value, String reason) {
		SuiteChart chart = SuiteChart.withDefaults().set(key, value);
		assertThatIllegalStateException().isThrownBy(chart::render).withMessageContaining(reason);
	}

	@Test
	void settlingInProcessNeedsAKey() {
		SuiteChart chart = SuiteChart.withDefaults().set("payment-gateway.facilitator.mode", "in-process");
		assertThatIllegalStateException().isThrownBy(chart::render)
			.withMessageContaining("mode in-process needs settlementKey or existingSecret");
	}

	private static List<String> names(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

}
