package org.obol.system.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The compose file, read as Docker would read it; nothing is started here.
 */
class ComposeTests {

	private Map<String, Object> compose;

	@BeforeEach
	void read() throws IOException {
		this.compose = Manifests.of(Files.readString(SuiteChart.ROOT.resolve("docker-compose.yml")))
			.objects()
			.getFirst();
	}

	@Test
	void everyServiceHasAPinnedImage() {
		assertThat(services()).isNotEmpty()
			.allSatisfy((name, service) -> assertThat(Manifests.at(service, "image")).asString()
				.matches(".+:.*\\d.*")
				.doesNotEndWith(":latest"));
	}

	@Test
	void whatAServiceWaitsForExistsAndIsHealthyOrDone() {
		services().forEach((name, service) -> dependencies(service).forEach((other, condition) -> {
			assertThat(services()).as(name).containsKey(other);
			if ("service_healthy".equals(Manifests.at(condition, "condition"))) {
				assertThat(Manifests.at(services().get(other), "healthcheck")).as(other).isNotNull();
			}
		}));
	}

	@Test
	void portsAreOpenOnThisMachineOnly() {
		services().values()
			.stream()
			.flatMap((service) -> strings(Manifests.at(service, "ports")).stream())
			.forEach((port) -> assertThat(port).startsWith("127.0.0.1:"));
	}

	@Test
	void whatIsMountedFromTheCheckoutIsThereOrIsBuilt() {
		services().values()
			.stream()
			.flatMap((service) -> strings(Manifests.at(service, "volumes")).stream())
			.map((volume) -> volume.substring(0, volume.indexOf(':')))
			.filter((source) -> source.startsWith("./") && !source.equals("./build/images/out"))
			.forEach((source) -> assertThat(SuiteChart.ROOT.resolve(source)).exists());
	}

	@Test
	void theChartTakesItsValuesAndFindsItsNeighbours() {
		Manifests manifests = SuiteChart.withDefaults().file("values-compose.yaml").render();
		String postgres = address("postgres");
		String chain = address("chain");
		assertThat(manifests.environment("payment-gateway", "SPRING_DATASOURCE_URL"))
			.contains("jdbc:postgresql://" + postgres + ":5432/obol");
		assertThat(manifests.environment("payment-gateway", "OBOL_CHAINS_0_RPCURL"))
			.contains("http://" + chain + ":8545");
		assertThat(Manifests.at(manifests.get("Service", "payment-gateway-public"), "spec", "type"))
			.isEqualTo("LoadBalancer");
	}

	private String address(String service) {
		return String.valueOf(Manifests.at(services().get(service), "networks", "market", "ipv4_address"));
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> services() {
		return (Map<String, Object>) this.compose.get("services");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> dependencies(Object service) {
		Object dependencies = Manifests.at(service, "depends_on");
		return (dependencies == null) ? Map.of() : (Map<String, Object>) dependencies;
	}

	@SuppressWarnings("unchecked")
	private static List<String> strings(Object list) {
		return (list == null) ? List.of() : (List<String>) list;
	}

}
