package org.obol.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.storefront.catalogue.Catalogue;
import org.obol.storefront.catalogue.CatalogueFixtures;
import org.obol.storefront.catalogue.CatalogueSource;
import org.obol.storefront.catalogue.Tombstone;
import org.obol.storefront.page.Assets;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The registration file while offers come and go. */
@WebMvcTest
@Import({ Assets.class, RegistrationDocumentTests.Market.class })
class RegistrationDocumentTests {

	private static final String SEPOLIA = "eip155:84532:0x8004A818BFB912233c491871b3d84c89A494BD9e";

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private Market market;

	@BeforeEach
	void closeShop() {
		this.market.sells();
		this.market.tombstones = List.of();
	}

	@Test
	void thereIsNoFileBeforeAnybodyWantsToBeRegistered() {
		assertThat(this.mvc.get().uri(URI.create("/.well-known/agent-registration.json"))).hasStatus(404);
	}

	@Test
	void oldestLiveOfferOwnsTheFileAndEveryRegistrationIsListedOnce() throws IOException {
		ServiceOffer paused = registered("paused", "2026-01-01T00:00:00Z", "3");
		paused.getMetadata().putAnnotationsItem(ServiceOffer.PAUSED_ANNOTATION, "true");
		this.market.sells(registered("young", "2026-03-01T00:00:00Z", "9"), paused,
				registered("old", "2026-02-01T00:00:00Z", "7"), registered("same", "2026-04-01T00:00:00Z", "7"));
		JsonNode file = file();
		assertThat(file.get("name").asString()).isEqualTo("old");
		assertThat(file.get("active").asBoolean()).isTrue();
		assertThat(file.get("registrations").values()).extracting((one) -> one.get("agentId").asInt())
			.containsExactly(7, 9);
		assertThat(file.get("services").values()).extracting((one) -> one.get("endpoint").asString())
			.containsExactly("https://market.example/services/old", "https://market.example/services/young",
					"https://market.example/services/same");
	}

	@Test
	void fileOfOffersThatAreAllOffSaleSaysSo() throws IOException {
		ServiceOffer paused = registered("paused", "2026-01-01T00:00:00Z", "3");
		paused.getMetadata().putAnnotationsItem(ServiceOffer.PAUSED_ANNOTATION, "true");
		this.market.sells(paused);
		JsonNode file = file();
		assertThat(file.get("active").asBoolean()).isFalse();
		assertThat(file.get("x402Support").asBoolean()).isFalse();
		assertThat(file.get("description").asString()).endsWith(" (deactivated)");
		assertThat(file.get("services").isEmpty()).isTrue();
		assertThat(file.at("/registrations/0/agentId").asInt()).isEqualTo(3);
	}

	@Test
	void registrationOfADeletedOfferIsATombstone() throws IOException {
		this.market.tombstones = List
			.of(new Tombstone("eip155:84532", BigInteger.TWO, "Quant", null, "2026-11-23T12:00:00Z"));
		JsonNode file = file();
		assertThat(file.get("type").asString()).isEqualTo("https://eips.ethereum.org/EIPS/eip-8004#registration-v1");
		assertThat(file.get("name").asString()).isEqualTo("Quant");
		assertThat(file.get("active").asBoolean()).isFalse();
		assertThat(file.at("/registrations/0/agentRegistry").asString()).isEqualTo(SEPOLIA);
		this.market.sells(registered("old", "2026-02-01T00:00:00Z", "7"));
		assertThat(file().get("active").asBoolean()).isTrue();
	}

	private JsonNode file() throws IOException {
		return new JsonMapper().readTree(this.mvc.get()
			.uri(URI.create("/.well-known/agent-registration.json"))
			.exchange()
			.getResponse()
			.getContentAsString());
	}

	private static ServiceOffer registered(String name, String created, String agentId) {
		ServiceOffer made = CatalogueFixtures.httpOffer(name, "Words.");
		ServiceOfferStatus status = made.getStatus();
		ServiceOffer offer = new ServiceOffer(
				new V1ObjectMeta().name(name).namespace("shop").creationTimestamp(OffsetDateTime.parse(created)),
				new ServiceOfferSpec("http", null, null, null, null, List.of(), null, "Words.", null, null, List.of(),
						null, Map.of(), new ServiceOfferSpec.Registration(true, null, null, null, List.of(), List.of(),
								List.of(), List.of(), Map.of()),
						null, null));
		offer.setStatus(new ServiceOfferStatus(1L, status.endpoint(), agentId, null, null, status.upstream(),
				status.accepts(), status.prices(), List.of(),
				List.of(new ServiceOfferStatus.Registration("eip155:84532", agentId, null)), status.conditions()));
		return offer;
	}

	/** A market whose shelves a test fills. */
	static class Market implements CatalogueSource {

		private Catalogue catalogue = CatalogueFixtures.of();

		private List<Tombstone> tombstones = List.of();

		void sells(ServiceOffer... offers) {
			this.catalogue = CatalogueFixtures.of(offers);
		}

		@Override
		public Catalogue current() {
			return this.catalogue;
		}

		@Override
		public List<Tombstone> tombstones() {
			return this.tombstones;
		}

	}

}
