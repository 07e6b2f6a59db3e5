package org.obol.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.obol.storefront.catalogue.CatalogueFixtures;
import org.obol.storefront.catalogue.CatalogueSource;
import org.obol.storefront.page.Assets;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WebMvcTest
@Import({ Assets.class, StorefrontPagesTests.Offers.class })
class StorefrontPagesTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void pageShowsEveryServiceWithItsPriceAndHowToBuyIt() throws IOException {
		String html = body("/");
		assertThat(html).contains("0.01 USDC", "obol buy agent https://market.example/services/quant", "0.002 OBOL",
				"2 OBOL per million tokens", "id=\"service-feed\"");
		Files.writeString(Path.of("target/page.html"), html);
	}

	@Test
	void sellersWordsAreEscapedOnThePage() throws IOException {
		String html = body("/");
		assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script>alert(1)");
	}

	@Test
	void searchedWordsAreEscapedToo() throws IOException {
		assertThat(body("/?q=%22%3E%3Cb%3E")).contains("value=\"&quot;&gt;&lt;b&gt;\"").doesNotContain("\"><b>");
	}

	@Test
	void filterShowsOnlyTheChosenType() throws IOException {
		assertThat(body("/?type=http")).contains("service-feed").doesNotContain("service-quant");
	}

	@Test
	void unknownTypeShowsEverything() throws IOException {
		assertThat(body("/?type=nonsense")).contains("service-feed", "service-quant");
	}

	@Test
	void catalogueForProgramsCarriesWhatABuyerSignsWith() {
		assertThat(this.mvc.get().uri("/api/services.json")).bodyJson()
			.hasPathSatisfying("$.schemaVersion", (value) -> assertThat(value).isEqualTo("1"))
			.hasPathSatisfying("$.services[?(@.name=='quant')].endpoint",
					(value) -> assertThat(value).asArray().containsExactly("https://market.example/services/quant"))
			.hasPathSatisfying("$.services[?(@.name=='quant')].asset.eip712Domain.name",
					(value) -> assertThat(value).asArray().containsExactly("USDC"))
			.hasPathSatisfying("$.services[?(@.name=='brain')].priceUnit",
					(value) -> assertThat(value).asArray().containsExactly("perMTok"))
			.hasPathSatisfying("$.services[?(@.name=='brain')].priceAtomicUnits",
					(value) -> assertThat(value).asArray().containsExactly("2000000000000000"));
	}

	@Test
	void skillDocumentExplainsPayingAndListsServices() throws IOException {
		assertThat(body("/skill.md")).contains("## How to pay (x402)", "| quant | agent | 0.01 USDC/request |",
				"\\<script\\>alert(1)\\</script\\>");
	}

	@Test
	void whatIsChargedByUseIsToldAsAMaximum() throws IOException {
		JsonNode info = JsonMapper.shared()
			.readTree(body("/openapi.json"))
			.at("/paths/~1services~1meter~1v1~1chat~1completions/post/x-payment-info");
		assertThat(info.at("/price/mode").asString()).isEqualTo("dynamic");
		assertThat(info.at("/price/max").asString()).isEqualTo("0.5");
		assertThat(info.at("/accepts/0/scheme").asString()).isEqualTo("upto");
		assertThat(body("/api/services.json")).contains("\"scheme\":\"upto\"", "\"scheme\":\"exact\"");
		assertThat(body("/skill.md")).contains("up to 0.5 OBOL/request", "scheme upto", "facilitatorAddress");
	}

	@Test
	void indexForLanguageModelsLinksEveryService() throws IOException {
		assertThat(body("/llms.txt")).contains("[quant](https://market.example/services/quant): agent");
	}

	@Test
	void documentsMayBeReadByAnyOriginAndAreRevalidated() {
		MvcTestResult first = this.mvc.get()
			.uri("/api/services.json")
			.header(HttpHeaders.ORIGIN, "https://elsewhere.example")
			.exchange();
		assertThat(first).hasStatusOk()
			.hasHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
			.hasHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=5");
		String etag = first.getResponse().getHeader(HttpHeaders.ETAG);
		assertThat(this.mvc.get().uri("/api/services.json").header(HttpHeaders.IF_NONE_MATCH, etag))
			.hasStatus(HttpStatus.NOT_MODIFIED);
	}

	@Test
	void pageAllowsNoForeignScript() {
		assertThat(this.mvc.get().uri("/").exchange().getResponse().getHeader("Content-Security-Policy"))
			.startsWith("default-src 'none'; style-src 'sha256-")
			.doesNotContain("unsafe");
	}

	private String body(String uri) throws IOException {
		return this.mvc.get().uri(java.net.URI.create(uri)).exchange().getResponse().getContentAsString();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Offers {

		@Bean
		CatalogueSource catalogue() {
			return () -> CatalogueFixtures.of(CatalogueFixtures.agentOffer("quant",
					"A chain analyst. Ask it about balances, gas, tokens and transactions; it reads the chain and answers with figures and block numbers."),
					CatalogueFixtures.httpOffer("feed", "Prices, <script>alert(1)</script> every block."),
					CatalogueFixtures.inferenceOffer("brain"), CatalogueFixtures.offerByUse("meter"),
					CatalogueFixtures.agentOffer("treasury-watcher-with-a-very-long-name",
							"Watches a treasury and explains what moved."));
		}

	}

}
