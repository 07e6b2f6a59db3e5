package org.obol.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.obol.x402.ErrorReason;
import org.obol.x402.facilitator.Settlement;
import org.obol.x402.facilitator.Verification;
import org.springframework.boot.test.web.server.LocalManagementPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the dashboard and the alerts ask for, this program tells; and nobody's address.
 */
class MetricsIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	private static final Path RULES = Path.of(System.getProperty("obol.root", ".."),
			"charts/obol/charts/monitoring/files");

	private static final Pattern METRIC = Pattern.compile("\\bobol_(?:x402|gateway)_[a-z0-9_]+");

	private static final Pattern SERIES = Pattern.compile("(?m)^(obol_(?:x402|gateway)_[a-z0-9_]+)(?:\\{(.*)})? ");

	private static final Set<String> LABELS = Set.of("offer_namespace", "offer_name", "chain", "asset_symbol",
			"reason");

	/**
	 * With the real facilitators only, which this context does not have: TokenDomainsIT.
	 */
	private static final String ELSEWHERE = "obol_gateway_token_domain_mismatches";

	@LocalManagementPort
	int adminPort;

	@Test
	void everyMetricOfTheDashboardAndTheAlertsExists() throws Exception {
		everythingThatCanHappen();
		Set<String> told = new TreeSet<>(SERIES.matcher(scrape()).results().map((series) -> series.group(1)).toList());
		told.add(ELSEWHERE);
		Set<String> asked = new TreeSet<>();
		for (String file : List.of("dashboard.json", "rules.yaml")) {
			METRIC.matcher(Files.readString(RULES.resolve(file))).results().map(MatchResult::group).forEach(asked::add);
		}
		assertThat(asked).hasSizeGreaterThan(12);
		assertThat(told).containsAll(asked);
		assertThat(asked).as("what is told is shown")
			.containsAll(told.stream().filter((name) -> !name.endsWith("_max")).toList());
	}

	@Test
	void labelsAreThoseOfOffersAndNeverOfBuyers() throws Exception {
		everythingThatCanHappen();
		long before = SERIES.matcher(scrape()).results().count();
		for (int i = 0; i < 20; i++) {
			pay(BLOCKS + "/" + i, Payments.header(terms("/services/blocks")));
		}
		String scraped = scrape();
		assertThat(SERIES.matcher(scraped).results().count()).isEqualTo(before);
		assertThat(SERIES.matcher(scraped).results()).allSatisfy((series) -> {
			if (series.group(2) != null) {
				assertThat(series.group(2)).doesNotContainIgnoringCase("0x");
				assertThat(
						Pattern.compile("([a-z_]+)=").matcher(series.group(2)).results().map((label) -> label.group(1)))
					.isSubsetOf(LABELS);
			}
		});
	}

	@Test
	void whatIsRefusedAsADuplicateAndWhatWasPaidIsCounted() throws Exception {
		String payment = Payments.header(terms("/services/blocks"));
		double duplicates = value("obol_x402_verifier_duplicates_refused_total");
		double charged = value("obol_x402_verifier_charged_requests_total");
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(200);
		assertThat(pay(BLOCKS + "/other", payment).statusCode()).isEqualTo(409);
		assertThat(value("obol_x402_verifier_duplicates_refused_total")).isEqualTo(duplicates + 1);
		assertThat(value("obol_x402_verifier_charged_requests_total")).isEqualTo(charged + 1);
		assertThat(value("obol_gateway_calls_in_flight")).isZero();
	}

	/** It answers the other question, so only this alert can tell. */
	@Test
	void facilitatorThatSettlesNothingIsWhatAnAlertAsksFor() throws Exception {
		String alert = alert("ObolSettlementsFail");
		Pattern failures = Pattern
			.compile("obol_x402_verifier_payment_failure_reasons_total\\{.*reason=\"(" + reasons(alert) + ")\".*");
		String settlements = "obol_x402_verifier_settle_seconds_count";
		assertThat(alert).contains(settlements);
		double failed = sum(failures);
		double tried = value(settlements);
		for (Supplier<Settlement> answer : failingSettlements()) {
			this.facilitator.settlement = (ignored) -> answer.get();
			assertThat(pay(BLOCKS, Payments.header(terms("/services/blocks"))).statusCode()).isIn(402, 503);
		}
		assertThat(value(settlements) - tried).isEqualTo(3);
		assertThat(sum(failures) - failed).isEqualTo(3);
	}

	private static List<Supplier<Settlement>> failingSettlements() {
		return List.of(() -> new Settlement.Unknown(ErrorReason.FACILITATOR_TIMEOUT, null, null),
				() -> new Settlement.Failed(ErrorReason.FACILITATOR_UNREACHABLE, null, null), () -> {
					throw new IllegalStateException("broken");
				});
	}

	private static String alert(String name) throws IOException {
		String rules = Files.readString(RULES.resolve("rules.yaml"));
		Matcher expression = Pattern.compile("- alert: " + name + "\n(.*?)\n\\s+for:", Pattern.DOTALL).matcher(rules);
		assertThat(expression.find()).as(name).isTrue();
		return expression.group(1);
	}

	private static String reasons(String expression) {
		Matcher matcher = Pattern.compile("reason=~\"([^\"]+)\"").matcher(expression);
		assertThat(matcher.find()).as(expression).isTrue();
		return matcher.group(1);
	}

	private double sum(Pattern series) throws Exception {
		return sum(scrape().lines().filter((line) -> series.matcher(line).matches()));
	}

	private static double sum(Stream<String> lines) {
		return lines.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
	}

	private void everythingThatCanHappen() {
		send(request(BLOCKS));
		String payment = Payments.header(terms("/services/blocks"));
		pay(BLOCKS, payment);
		pay(BLOCKS, payment);
		pay(BLOCKS + "/other", payment);
		this.facilitator.verification = (ignored) -> new Verification.Invalid(ErrorReason.INSUFFICIENT_FUNDS, null,
				null);
		pay(BLOCKS, Payments.header(terms("/services/blocks")));
		this.facilitator.reset();
		this.facilitator.settlement = (ignored) -> new Settlement.Failed(ErrorReason.INSUFFICIENT_FUNDS, null, null);
		pay(BLOCKS, Payments.header(terms("/services/blocks")));
		this.facilitator.reset();
	}

	private double value(String name) throws Exception {
		return sum(scrape().lines()
			.filter((line) -> line.startsWith(name)
					&& (line.contains("offer_name=\"blocks\"") || !line.contains("{"))));
	}

	private String scrape() throws IOException, InterruptedException {
		return HTTP
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.adminPort + "/actuator/prometheus"))
				.build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

}
