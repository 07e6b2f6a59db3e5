package org.obol.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.a2a.spec.AgentCard;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferSpec.Registration;
import org.obol.api.ServiceOfferSpec.Route;
import org.obol.api.ServiceOfferStatus;
import org.obol.storefront.catalogue.Catalogue;
import org.obol.storefront.catalogue.CatalogueFixtures;
import org.obol.storefront.catalogue.CatalogueSource;
import org.obol.storefront.page.Assets;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents for others, read by other people's readers. */
@WebMvcTest
@Import({ Assets.class, DiscoveryDocumentsTests.Offers.class })
class DiscoveryDocumentsTests {

	private final JsonMapper json = new JsonMapper();

	@Autowired
	private MockMvcTester mvc;

	@Test
	void openApiDocumentIsValidAndNamesEveryPaidCallWithItsPrice() throws IOException {
		String document = body("/openapi.json");
		Files.writeString(Path.of("target/openapi.json"), document);
		SwaggerParseResult result = new OpenAPIV3Parser().readContents(document, null, null);
		assertThat(result.getMessages()).isEmpty();
		OpenAPI api = result.getOpenAPI();
		assertThat(api.getOpenapi()).isEqualTo("3.1.0");
		Operation chat = api.getPaths().get("/services/quant/v1/chat/completions").getPost();
		assertThat(chat.getOperationId()).isEqualTo("shop_quant");
		assertThat(api.getServers().getFirst().getUrl()).isEqualTo("https://market.example");
		assertThat(chat.getTags()).containsExactly("agent");
		assertThat(chat.getResponses()).containsKeys("200", "402");
		assertThat(chat.getExtensions().get("x-payment-info").toString()).contains("10000", "eip155:84532");
		assertThat(api.getPaths().get("/services/feed").getGet().getParameters()).hasSize(1);
		Object inObol = api.getPaths()
			.get("/services/brain/v1/chat/completions")
			.getPost()
			.getExtensions()
			.get("x-payment-info");
		assertThat(inObol.toString()).contains("XXX").doesNotContain("USD");
	}

	@Test
	void declaredRoutesAreTheOnlyCallsOfTheirOffer() throws IOException {
		JsonNode paths = this.json.readTree(body("/openapi.json")).get("paths");
		assertThat(paths.has("/services/routed")).isFalse();
		assertThat(paths.at("/~1services~1routed~1reports/post/x-payment-info").isObject()).isTrue();
		assertThat(paths.at("/~1services~1routed~1docs/get/responses/402").isMissingNode()).isTrue();
		assertThat(paths.has("/services/routed/private")).isFalse();
	}

	@Test
	void everyDocumentTellsThePriceOfEachRoute() throws IOException {
		JsonNode paths = this.json.readTree(body("/openapi.json")).get("paths");
		assertThat(paths.at("/~1services~1routed~1vault/get/x-payment-info/price/amount").asString()).isEqualTo("2.5");
		assertThat(paths.at("/~1services~1routed~1vault/get/x-payment-info/accepts/0/amount").asString())
			.isEqualTo("2500000");
		assertThat(paths.at("/~1services~1routed~1reports/post/x-payment-info/price/amount").asString())
			.isEqualTo("0.001");
		JsonNode service = this.json.readTree(body("/api/services.json")).at("/services/3");
		assertThat(service.get("routes").values())
			.extracting((route) -> route.get("url").asString(), (route) -> route.get("price").asString())
			.containsExactly(tuple("https://market.example/services/routed/docs", "free"),
					tuple("https://market.example/services/routed/reports", "0.001 USDC/request"),
					tuple("https://market.example/services/routed/vault", "2.5 USDC/request"));
		assertThat(service.at("/buy/prompts/cli").asString())
			.isEqualTo("obol buy http https://market.example/services/routed/reports --method POST");
		assertThat(this.json.readTree(body("/discovery/resources?limit=1&offset=4"))
			.at("/items/0/accepts/0/amount")
			.asString()).isEqualTo("2500000");
		assertThat(body("/skill.md")).contains("/services/routed/vault`: 2.5 USDC/request (2500000 atomic units");
		assertThat(body("/")).contains("GET /services/routed/vault", "The dear part");
		assertThat(body("/api")).contains("The dear part: 2.5 USDC/request");
	}

	@Test
	void agentCardIsOneForReadersOfA2a() throws IOException {
		String card = body("/.well-known/agent-card.json");
		AgentCard read = new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
			.readValue(card, AgentCard.class);
		assertThat(read.skills()).extracting((skill) -> skill.name()).containsExactly("brain", "quant");
		assertThat(read.capabilities().extensions().getFirst().required()).isTrue();
		assertThat(this.json.readTree(card).at("/supportedInterfaces/1/url").asString())
			.isEqualTo("https://market.example/services/quant/v1/chat/completions");
	}

	@Test
	void wellKnownListNamesEveryPaidUrlOnce() throws IOException {
		JsonNode list = this.json.readTree(body("/.well-known/x402"));
		assertThat(list.get("version").asInt()).isEqualTo(1);
		assertThat(list.get("resources").values()).extracting(JsonNode::asString)
			.containsExactly("https://market.example/services/brain/v1/chat/completions",
					"https://market.example/services/feed", "https://market.example/services/quant/v1/chat/completions",
					"https://market.example/services/routed/reports", "https://market.example/services/routed/vault");
	}

	@Test
	void bazaarListCanBePagedAndFiltered() throws IOException {
		JsonNode page = this.json.readTree(body("/discovery/resources?limit=1&offset=1"));
		assertThat(page.at("/items/0/resource").asString()).isEqualTo("https://market.example/services/feed");
		assertThat(page.at("/items/0/accepts/0/amount").asString()).isEqualTo("1000");
		assertThat(page.at("/pagination/total").asInt()).isEqualTo(5);
		assertThat(this.json.readTree(body("/discovery/resources?network=eip155:1")).at("/pagination/total").asInt())
			.isZero();
		assertThat(this.json.readTree(body("/discovery/resources?limit=5000")).at("/pagination/limit").asInt())
			.isEqualTo(100);
	}

	@Test
	void registrationFileIsOwnedByTheOldestRegisteredOffer() throws IOException {
		JsonNode file = this.json.readTree(body("/.well-known/agent-registration.json"));
		assertThat(file.get("type").asString()).isEqualTo("https://eips.ethereum.org/EIPS/eip-8004#registration-v1");
		assertThat(file.get("name").asString()).isEqualTo("Quant");
		assertThat(file.at("/services/0/endpoint").asString()).isEqualTo("https://market.example/services/quant");
		assertThat(file.get("active").asBoolean()).isTrue();
		assertThat(file.at("/registrations/0/agentId").asLong()).isEqualTo(7);
		assertThat(file.at("/registrations/0/agentRegistry").asString())
			.isEqualTo("eip155:84532:0x8004A818BFB912233c491871b3d84c89A494BD9e");
	}

	@Test
	void everyDocumentAgreesOnThePrice() throws IOException {
		assertThat(body("/api/services.json")).contains("\"priceAtomicUnits\":\"10000\"");
		assertThat(body("/openapi.json")).contains("\"amount\":\"10000\"", "\"amount\":\"0.01\"");
		assertThat(body("/discovery/resources")).contains("\"amount\":\"10000\"");
		assertThat(body("/skill.md")).contains("0.01 USDC/request (10000 atomic units");
		assertThat(body("/api")).contains("0.01 USDC");
		assertThat(body("/")).contains("0.01 USDC");
	}

	private String body(String uri) throws IOException {
		return this.mvc.get().uri(URI.create(uri)).exchange().getResponse().getContentAsString();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Offers {

		@Bean
		CatalogueSource catalogue() {
			Catalogue catalogue = CatalogueFixtures.of(registered(), CatalogueFixtures.httpOffer("feed", "Prices."),
					CatalogueFixtures.inferenceOffer("brain"), routed());
			return () -> catalogue;
		}

		private static ServiceOffer registered() {
			ServiceOffer offer = CatalogueFixtures.agentOffer("quant", "A chain analyst.");
			Registration wish = new Registration(true, "Quant", null, null, List.of(), List.of("reputation"),
					List.of("analysis"), List.of(), Map.of());
			ServiceOffer with = new ServiceOffer(
					new V1ObjectMeta().name("quant")
						.namespace("shop")
						.creationTimestamp(OffsetDateTime.parse("2026-11-23T12:00:00Z")),
					new ServiceOfferSpec("agent", null, null, null, null, List.of(), null, "A chain analyst.", null,
							null, List.of(), null, Map.of(), wish, null, null));
			var status = offer.getStatus();
			with.setStatus(new ServiceOfferStatus(1L, status.endpoint(), "7", null, status.agentResolution(),
					status.upstream(), status.accepts(), status.prices(), status.routes(),
					List.of(new ServiceOfferStatus.Registration("eip155:84532", "7", null)), status.conditions()));
			return with;
		}

		private static ServiceOffer routed() {
			ServiceOffer offer = CatalogueFixtures.httpOffer("routed", "Reports.");
			List<Route> routes = List.of(new Route("/reports", List.of("POST"), "paid", null, "A report"),
					new Route("/docs", List.of(), "free", null, null),
					new Route("/private", List.of(), "auth", null, null), new Route("/vault/*", List.of("GET"), null,
							new ServiceOfferSpec.Price("2.5", null, null, null), "The dear part"));
			ServiceOffer with = new ServiceOffer(offer.getMetadata(), new ServiceOfferSpec("http", null, null, null,
					null, List.of(), null, "Reports.", null, null, routes, null, Map.of(), null, null, null));
			var status = offer.getStatus();
			List<ServiceOfferStatus.Route> resolved = routes.stream()
				.map((route) -> new ServiceOfferStatus.Route(route.path(), route.methods(), "paid",
						route.hasOwnTerms() ? List.of(CatalogueFixtures.usdc("2500000")) : List.of(),
						route.hasOwnTerms() ? List.of(CatalogueFixtures.price("2.5", "perRequest", "2.5", "USDC", 6))
								: List.of(),
						null))
				.toList();
			with.setStatus(new ServiceOfferStatus(1L, status.endpoint(), null, null, null, status.upstream(),
					status.accepts(), status.prices(), resolved, List.of(), status.conditions()));
			return with;
		}

	}

}
