package org.obol.storefront.catalogue;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.api.ServiceOfferStatus.AgentResolution;
import org.obol.api.ServiceOfferStatus.Price;
import org.obol.api.ServiceOfferStatus.Upstream;
import org.obol.storefront.catalogue.CatalogueProperties.Profile;

/** Offers as the offer-controller would leave them. */
public final class CatalogueFixtures {

	/** Where buyers reach the gateway in these tests. */
	public static final String PUBLIC_URL = "https://market.example";

	private static final String SELLER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

	private CatalogueFixtures() {
	}

	public static Catalogue of(ServiceOffer... offers) {
		return new EntryReader(PUBLIC_URL).catalogue(List.of(offers), properties().profile());
	}

	public static CatalogueProperties properties() {
		return new CatalogueProperties(URI.create(PUBLIC_URL),
				new Profile("Obol Agent Market",
						"Agents and APIs you pay for call by call. No account, no subscription."),
				new CatalogueProperties.Registration(null));
	}

	public static ServiceOffer agentOffer(String name, String description) {
		ServiceOffer offer = offer(name, ServiceOfferSpec.TYPE_AGENT, description, usdc("10000"),
				price("0.01", "perRequest", "0.01", "USDC", 6));
		ServiceOfferStatus status = offer.getStatus();
		offer.setStatus(new ServiceOfferStatus(1L, status.endpoint(), null, null,
				new AgentResolution("hermes-4-70b", List.of("ethereum-networks", "gas", "addresses"), "hermes",
						"http://hermes.agent-" + name + ".svc.cluster.local:8642"),
				status.upstream(), status.accepts(), status.prices(), status.routes(), List.of(), status.conditions()));
		return offer;
	}

	public static ServiceOffer httpOffer(String name, String description) {
		return offer(name, ServiceOfferSpec.TYPE_HTTP, description, usdc("1000"),
				price("0.001", "perRequest", "0.001", "USDC", 6));
	}

	public static ServiceOffer inferenceOffer(String name) {
		return offer(name, ServiceOfferSpec.TYPE_INFERENCE, "Open weights, long context, OpenAI-compatible.",
				new Accepts("exact", "eip155:84532", "2000000000000000", "0x0a09371a8b011d5110656ceBCc70603e53FD2c78",
						SELLER, 300, Map.of("name", "Obol Network", "version", "1", "assetTransferMethod", "permit2")),
				price("0.002", "perMTok", "2", "OBOL", 18));
	}

	/** Charged by the tokens that a call takes, at most 0.5 OBOL. */
	public static ServiceOffer offerByUse(String name) {
		return offer(name, ServiceOfferSpec.TYPE_INFERENCE, "Pay for what you use.",
				new Accepts("upto", "eip155:84532", "500000000000000000", "0x0a09371a8b011d5110656ceBCc70603e53FD2c78",
						SELLER, 300, Map.of("name", "Obol Network", "version", "1", "assetTransferMethod", "permit2",
								"atomicPerMTok", "20000000000000000000")),
				price("0.5", "perMTok", "20", "OBOL", 18));
	}

	public static ServiceOffer offer(String name, String type, String description, Accepts accepts, Price price) {
		ServiceOfferSpec spec = new ServiceOfferSpec(type, null,
				ServiceOfferSpec.TYPE_INFERENCE.equals(type) ? new ServiceOfferSpec.Model("llama-3.3-70b", "vllm")
						: null,
				null, null, List.of(), null, description, null, null, List.of(),
				new ServiceOfferSpec.Listing(0, "http".equals(type) ? "data" : null), Map.of(), null, null, null);
		ServiceOffer offer = new ServiceOffer(new V1ObjectMeta().name(name).namespace("shop"), spec);
		List<Condition> conditions = Stream.of(OfferCondition.values())
			.map((type1) -> new Condition(type1.wire(), Condition.TRUE, "Reconciled", "", 1L, null))
			.toList();
		offer.setStatus(new ServiceOfferStatus(1L, "/services/" + name, null, null, null,
				new Upstream("http://up.shop.svc.cluster.local:80", "/health"), List.of(accepts), List.of(price),
				List.of(), List.of(), conditions));
		return offer;
	}

	public static ServiceOffer withCondition(ServiceOffer offer, OfferCondition type, String status) {
		ServiceOfferStatus before = offer.getStatus();
		List<Condition> conditions = before.conditions()
			.stream()
			.map((old) -> old.type().equals(type.wire()) ? new Condition(old.type(), status, "Why", "", 1L, null) : old)
			.toList();
		offer.setStatus(new ServiceOfferStatus(1L, before.endpoint(), null, null, before.agentResolution(),
				before.upstream(), before.accepts(), before.prices(), before.routes(), List.of(), conditions));
		return offer;
	}

	public static Accepts usdc(String atomic) {
		return new Accepts("exact", "eip155:84532", atomic, "0x036CbD53842c5426634e7929541eC2318f3dCF7e", SELLER, 300,
				Map.of("name", "USDC", "version", "2"));
	}

	public static Price price(String amount, String unit, String declared, String symbol, int decimals) {
		return new Price(amount, unit, declared, symbol, decimals);
	}

}
