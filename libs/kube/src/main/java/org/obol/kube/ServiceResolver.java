package org.obol.kube;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says where a Service that is named by its cluster URL really listens. In a cluster that
 * is the cluster URL itself; on a laptop the virtual node publishes the address as an
 * annotation.
 */
public final class ServiceResolver {

	/**
	 * Where the ports of a Service are on this machine, such as
	 * {@code 80=127.0.0.1:41733}.
	 */
	public static final String ENDPOINT_ANNOTATION = "local.obol.org/endpoint";

	private final Function<ObjectKey, Optional<? extends KubernetesObject>> services;

	private final boolean local;

	private ServiceResolver(boolean local, Function<ObjectKey, Optional<? extends KubernetesObject>> services) {
		this.local = local;
		this.services = services;
	}

	/**
	 * For a real cluster, whose DNS knows every Service.
	 * @return a resolver that returns what it is given
	 */
	public static ServiceResolver inCluster() {
		return new ServiceResolver(false, (key) -> Optional.empty());
	}

	/**
	 * For a laptop.
	 * @param services finds a Service, usually in a watched cache
	 * @return a resolver that honours {@value #ENDPOINT_ANNOTATION}
	 */
	public static ServiceResolver onThisMachine(Function<ObjectKey, Optional<? extends KubernetesObject>> services) {
		return new ServiceResolver(true, services);
	}

	/**
	 * The usual way to make one.
	 * @param local the property {@code obol.local}
	 * @param informers where the Services are watched; not touched unless local
	 * @return the resolver that fits
	 */
	public static ServiceResolver of(boolean local, Informers informers) {
		if (!local) {
			return inCluster();
		}
		var services = informers.services();
		return onThisMachine((key) -> Informers.find(services, key));
	}

	/**
	 * Says where to connect.
	 * @param clusterUrl {@code http://service.namespace.svc.cluster.local:port/path}
	 * @return the same URL with host and port replaced where an address is published,
	 * else the URL as it is
	 */
	public URI locate(URI clusterUrl) {
		if (!this.local) {
			return clusterUrl;
		}
		return key(clusterUrl.getHost()).flatMap(this.services)
			.flatMap((service) -> published(service, port(clusterUrl)))
			.map((address) -> withAddress(clusterUrl, address))
			.orElse(clusterUrl);
	}

	private static Optional<ObjectKey> key(@Nullable String host) {
		String[] parts = (host != null) ? host.split("\\.") : new String[0];
		boolean service = parts.length >= 3 && "svc".equals(parts[2]) && !parts[0].isEmpty();
		return service ? Optional.of(new ObjectKey(parts[1], parts[0])) : Optional.empty();
	}

	private static int port(URI url) {
		if (url.getPort() > 0) {
			return url.getPort();
		}
		return "https".equals(url.getScheme()) ? 443 : 80;
	}

	private static Optional<String> published(KubernetesObject service, int port) {
		V1ObjectMeta metadata = service.getMetadata();
		Map<String, String> annotations = (metadata != null) ? metadata.getAnnotations() : null;
		String value = (annotations != null) ? annotations.get(ENDPOINT_ANNOTATION) : null;
		if (value == null) {
			return Optional.empty();
		}
		return Arrays.stream(value.split(","))
			.map(String::strip)
			.filter((entry) -> entry.startsWith(port + "="))
			.map((entry) -> entry.substring(entry.indexOf('=') + 1))
			.filter((address) -> address.matches("[A-Za-z0-9.-]+:[0-9]{1,5}"))
			.findFirst();
	}

	private static URI withAddress(URI url, String address) {
		String rest = url.getRawPath() + ((url.getRawQuery() != null) ? "?" + url.getRawQuery() : "");
		return URI.create(url.getScheme() + "://" + address + rest);
	}

}
