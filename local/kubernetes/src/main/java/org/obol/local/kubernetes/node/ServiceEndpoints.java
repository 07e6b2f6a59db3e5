package org.obol.local.kubernetes.node;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServicePort;
import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.container.LocalPorts;
import org.obol.local.kubernetes.manifest.Present;
import org.obol.local.kubernetes.pod.PodRunner;
import org.obol.local.kubernetes.rest.RestClient;

/**
 * Publishes on each Service with a selector where it really listens: the oldest ready pod
 * of this node that it selects. Services without a selector belong to the seller.
 */
final class ServiceEndpoints {

	private final RestClient api;

	ServiceEndpoints(RestClient api) {
		this.api = api;
	}

	void publish(List<V1Service> services, Collection<PodRunner> pods) {
		Map<String, List<PodRunner>> byNamespace = pods.stream()
			.filter(PodRunner::isReady)
			.collect(Collectors.groupingBy((pod) -> pod.pod().namespace()));
		for (V1Service service : services) {
			String namespace = Present.of(Present.of(service.getMetadata()).getNamespace());
			Map<String, String> selector = Present.orEmpty(Present.of(service.getSpec()).getSelector());
			if (!selector.isEmpty()) {
				publish(service,
						endpoint(service, selector, byNamespace.getOrDefault(namespace, List.of())).orElse(null));
			}
		}
	}

	private void publish(V1Service service, @Nullable String wanted) {
		var metadata = Present.of(service.getMetadata());
		String current = Present.orEmpty(metadata.getAnnotations()).get(VirtualNodeOptions.ENDPOINT_ANNOTATION);
		if (java.util.Objects.equals(current, wanted)) {
			return;
		}
		Map<String, @Nullable Object> annotations = new java.util.HashMap<>();
		annotations.put(VirtualNodeOptions.ENDPOINT_ANNOTATION, wanted);
		this.api.merge("/api/v1/namespaces/" + metadata.getNamespace() + "/services/" + metadata.getName(),
				Map.of("metadata", Map.of("annotations", annotations)));
	}

	private static Optional<String> endpoint(V1Service service, Map<String, String> selector, List<PodRunner> ready) {
		return ready.stream()
			.filter((pod) -> pod.pod().labels().entrySet().containsAll(selector.entrySet()))
			.min(Comparator.comparing((pod) -> Present.of(pod.pod().metadata().getCreationTimestamp())))
			.map((pod) -> addresses(Present.of(service.getSpec()).getPorts(), pod))
			.filter((addresses) -> !addresses.isEmpty());
	}

	private static String addresses(@Nullable List<V1ServicePort> ports, PodRunner pod) {
		Map<Integer, Integer> local = new TreeMap<>();
		for (V1ServicePort port : Present.orEmpty(ports)) {
			IntOrString target = (port.getTargetPort() != null) ? port.getTargetPort()
					: new IntOrString(port.getPort());
			for (LocalPorts container : pod.ports()) {
				if (container.has(target)) {
					local.put(port.getPort(), container.of(target));
				}
			}
		}
		return local.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=127.0.0.1:" + entry.getValue())
			.collect(Collectors.joining(","));
	}

}
