package org.obol.kube;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Service;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceResolverTests {

	private static final Map<ObjectKey, V1Service> SERVICES = Map.of(new ObjectKey("agent-quant", "hermes"),
			service("8642=127.0.0.1:41733, 8403=127.0.0.1:8403,80=127.0.0.1:9080"), new ObjectKey("ns", "plain"),
			new V1Service().metadata(new V1ObjectMeta()), new ObjectKey("ns", "odd"), service("80=not an address"));

	private final ServiceResolver laptop = ServiceResolver
		.onThisMachine((key) -> Optional.ofNullable(SERVICES.get(key)));

	@ParameterizedTest
	@CsvSource({ "http://hermes.agent-quant.svc.cluster.local:8642/v1/models?x=1, http://127.0.0.1:41733/v1/models?x=1",
			"http://hermes.agent-quant.svc:8403, http://127.0.0.1:8403",
			"http://hermes.agent-quant.svc.cluster.local/a%20b, http://127.0.0.1:9080/a%20b" })
	void aPublishedPortIsFoundOnThisMachine(URI clusterUrl, URI expected) {
		assertThat(this.laptop.locate(clusterUrl)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "http://hermes.agent-quant.svc.cluster.local:9999/", "http://plain.ns.svc.cluster.local:80/",
			"http://odd.ns.svc.cluster.local:80/", "http://missing.ns.svc.cluster.local:80/", "http://example.org/",
			"http://localhost:8402/x" })
	void whatIsNotPublishedStaysAsItIs(URI url) {
		assertThat(this.laptop.locate(url)).isEqualTo(url);
	}

	@Test
	void inAClusterTheAnnotationIsIgnored() {
		URI url = URI.create("http://hermes.agent-quant.svc.cluster.local:8642/health");
		assertThat(ServiceResolver.inCluster().locate(url)).isEqualTo(url);
	}

	private static V1Service service(String endpoints) {
		return new V1Service()
			.metadata(new V1ObjectMeta().annotations(Map.of(ServiceResolver.ENDPOINT_ANNOTATION, endpoints)));
	}

}
