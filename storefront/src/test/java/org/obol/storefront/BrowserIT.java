package org.obol.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.storefront.catalogue.Catalogue;
import org.obol.storefront.catalogue.CatalogueFixtures;
import org.obol.storefront.catalogue.CatalogueProperties;
import org.obol.storefront.catalogue.CatalogueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The catalogue in a real browser, with offers that a hostile seller wrote. */
class BrowserIT {

	private static final String HOSTILE = "</script><script>window.stolen=1</script><img src=x onerror='window.stolen=2'>"
			+ "<style>body{display:none}</style>\" onmouseover=\"window.stolen=3\" [x](javascript:window.stolen=4) "
			+ "${7*7} [[${7*7}]] " + "w".repeat(400);

	private static ConfigurableApplicationContext program;

	private static String url;

	private static Browser browser;

	@BeforeAll
	static void open() {
		browser = Browser.start();
		program = new SpringApplicationBuilder(Shop.class)
			.properties("server.port=0", "management.endpoint.health.validate-group-membership=false")
			.run();
		url = "http://127.0.0.1:" + program.getEnvironment().getProperty("local.server.port");
	}

	@AfterAll
	static void close() {
		if (program != null) {
			program.close();
		}
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void forgetOldComplaints() {
		browser.withWidth(1200).prefers("light").complaints();
	}

	@Test
	void offersAreShownWithPriceAndACommandThatCanBeCopied() {
		browser.mayUseTheClipboard(url).open(url + "/");
		WebElement card = browser.driver().findElement(By.id("service-quant"));
		assertThat(card.findElement(By.cssSelector(".price b")).getText()).isEqualTo("0.01 USDC");
		assertThat(card.getText()).contains("quant", "base-sepolia", "https://market.example/services/quant");
		card.findElement(By.tagName("summary")).click();
		WebElement command = card.findElements(By.cssSelector("[data-copy]"))
			.stream()
			.filter((box) -> box.getAttribute("data-copy").equals("the console command for quant"))
			.findFirst()
			.orElseThrow();
		WebElement button = command.findElement(By.tagName("button"));
		assertThat(button.isDisplayed()).isTrue();
		button.click();
		await().atMost(Duration.ofSeconds(5)).until(() -> button.getText().equals("Copied"));
		Object copied = browser.driver()
			.executeAsyncScript(
					"const done = arguments[0]; navigator.clipboard.readText().then(done, e => done('' + e))");
		assertThat(copied)
			.isEqualTo("obol buy agent https://market.example/services/quant --message \"What can you do?\"");
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void whatAHostileSellerWroteIsInertText() {
		browser.open(url + "/");
		WebElement card = browser.driver().findElement(By.id("service-evil"));
		assertThat(card.findElement(By.cssSelector(".about")).getText()).contains("<script>window.stolen=1</script>",
				"${7*7}");
		browser.driver()
			.executeScript("document.querySelector('#service-evil .about').dispatchEvent(new Event('mouseover'))");
		assertThat(browser.sees("window.stolen === undefined")).isEqualTo(true);
		assertThat(browser.sees("document.querySelectorAll('#service-evil img, #service-evil script').length"))
			.isEqualTo(0L);
		assertThat(browser.sees("[...document.links].filter(a => a.protocol === 'javascript:').length")).isEqualTo(0L);
		assertThat(browser.sees("getComputedStyle(document.body).display")).isEqualTo("block");
		assertThat(browser.complaints()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/api", "/?type=agent", "/?q=nothing-like-it" })
	void noPageScrollsSidewaysOnAPhone(String page) {
		browser.withWidth(360).open(url + page);
		browser.driver().executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
		assertThat(browser.sees("document.documentElement.scrollWidth")).as("width of " + page)
			.isEqualTo(browser.sees("window.innerWidth"));
		assertThat(browser.sees("window.innerWidth")).isEqualTo(360L);
		assertThat(browser.complaints()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "light, true", "dark, false" })
	void pageFollowsTheVisitorsColourScheme(String scheme, boolean bright) {
		browser.prefers(scheme).open(url + "/");
		assertThat(brightness("backgroundColor") > 128).isEqualTo(bright);
		assertThat(Math.abs(brightness("backgroundColor") - brightness("color"))).isGreaterThan(150);
		assertThat(browser.complaints()).isEmpty();
	}

	private static int brightness(String property) {
		String colour = (String) browser.sees("getComputedStyle(document.body)." + property);
		List<Integer> parts = List.of(colour.replaceAll("[^0-9,]", "").split(","))
			.stream()
			.map(Integer::valueOf)
			.toList();
		return (parts.get(0) + parts.get(1) + parts.get(2)) / 3;
	}

	/** The storefront without a cluster. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableConfigurationProperties(CatalogueProperties.class)
	@ComponentScan({ "org.obol.storefront.page", "org.obol.storefront.machine", "org.obol.storefront.discovery",
			"org.obol.storefront.web" })
	static class Shop {

		@Bean
		CatalogueSource catalogue() {
			Catalogue catalogue = CatalogueFixtures.of(CatalogueFixtures.agentOffer("quant", "A chain analyst."),
					CatalogueFixtures.httpOffer("feed", "Prices."), CatalogueFixtures.inferenceOffer("brain"),
					CatalogueFixtures.httpOffer("evil", HOSTILE));
			return () -> catalogue;
		}

	}

}
