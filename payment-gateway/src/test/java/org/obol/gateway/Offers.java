package org.obol.gateway;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.obol.api.Condition;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;

/** Builds offers as the offer-controller leaves them. */
public final class Offers {

	public static final String USDC = "0x036CbD53842c5426634e7929541eC2318f3dCF7e";

	public static final String SELLER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

	private Offers() {
	}

	public static ServiceOffer http(String name, String upstream) {
		ServiceOfferSpec spec = spec(ServiceOfferSpec.TYPE_HTTP, null, null);
		return live(name, "shop", spec, status(upstream, null));
	}

	public static ServiceOffer agent(String name, String runtime, String upstream) {
		var ref = new ServiceOfferSpec.AgentRef(name, "agent-" + name);
		ServiceOfferSpec spec = spec(ServiceOfferSpec.TYPE_AGENT, new ServiceOfferSpec.AgentTarget(ref, null), null);
		var resolution = new ServiceOfferStatus.AgentResolution("secret-model", List.of("gas"), runtime, upstream);
		return live(name, "agent-" + name, spec, status(upstream, resolution));
	}

	public static ServiceOfferSpec spec(String type, ServiceOfferSpec.AgentTarget agent, String path) {
		return spec(type, agent, path, null, List.of());
	}

	public static ServiceOfferSpec spec(String type, ServiceOfferSpec.AgentTarget agent, String path, String settlement,
			List<ServiceOfferSpec.Route> routes) {
		return new ServiceOfferSpec(type, agent, null, null, null, List.of(), path, "What it does", settlement, null,
				routes, null, Map.of(), null, null, null);
	}

	public static ServiceOfferStatus status(String upstream, ServiceOfferStatus.AgentResolution resolution) {
		return status(upstream, resolution, List.of(accepts("10000", 300)));
	}

	public static ServiceOfferStatus status(String upstream, ServiceOfferStatus.AgentResolution resolution,
			List<ServiceOfferStatus.Accepts> accepts) {
		return new ServiceOfferStatus(1L, null, null, null, resolution,
				new ServiceOfferStatus.Upstream(upstream, "/health"), accepts, List.of(), List.of(), List.of(),
				List.of(new Condition("ModelReady", "True", "x", null, 1L, null),
						new Condition("UpstreamHealthy", "True", "x", null, 1L, null)));
	}

	/** Paths of their own; the price of each is in atomic units, no price means free. */
	public static ServiceOffer routes(ServiceOffer offer, Map<String, String> prices) {
		List<ServiceOfferSpec.Route> declared = new ArrayList<>();
		List<ServiceOfferStatus.Route> resolved = new ArrayList<>();
		prices.forEach((path, amount) -> {
			String gate = amount.isEmpty() ? "free" : "paid";
			var price = amount.isEmpty() ? null : new ServiceOfferSpec.Price(amount, null, null, null);
			declared.add(new ServiceOfferSpec.Route(path, List.of(), gate, price, "What " + path + " tells"));
			resolved
				.add(new ServiceOfferStatus.Route(path, List.of(), gate,
						amount.isEmpty() ? List.of() : List.of(accepts(amount, 300)),
						amount.isEmpty() ? List.of()
								: List.of(new ServiceOfferStatus.Price(amount, "perRequest", amount, "USDC", 6)),
						null));
		});
		offer.setSpec(
				spec(offer.getSpec().effectiveType(), offer.getSpec().agent(), offer.getSpec().path(), null, declared));
		ServiceOfferStatus now = offer.getStatus();
		offer.setStatus(new ServiceOfferStatus(1L, null, null, null, now.agentResolution(), now.upstream(),
				now.accepts(), now.prices(), resolved, List.of(), now.conditions()));
		return offer;
	}

	public static ServiceOfferStatus.Accepts accepts(String amount, long seconds) {
		return new ServiceOfferStatus.Accepts("exact", "eip155:84532", amount, USDC, SELLER, seconds,
				Map.of("name", "USDC", "version", "2", "assetTransferMethod", "eip3009"));
	}

	public static ServiceOffer live(String name, String namespace, ServiceOfferSpec spec, ServiceOfferStatus status) {
		ServiceOffer offer = new ServiceOffer(new V1ObjectMeta().name(name)
			.namespace(namespace)
			.uid(UUID.randomUUID().toString())
			.resourceVersion("1")
			.creationTimestamp(OffsetDateTime.parse("2026-01-01T00:00:00Z")), spec);
		offer.setStatus(status);
		return offer;
	}

}
