package org.obol.gateway.upstream;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.gateway.Offers;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.TestRoutes;

import static org.assertj.core.api.Assertions.assertThat;

/** No header of a service tells buyers an address of the cluster. */
class AnswerHeadersTests {

	private final Route route = TestRoutes.route(Offers.http("blocks", "http://blocks.shop.svc.cluster.local:8080"),
			Clock.systemUTC());

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none",
			textBlock = """
					link | <http://blocks.shop.svc:8080/p?page=2>; rel="next" | </services/blocks/p?page=2>; rel="next"
					link | </p?page=2>; rel=next, <https://example.com/a,b>; rel=help | </services/blocks/p?page=2>; rel=next, <https://example.com/a,b>; rel=help
					link | </a>; title="x, <y>"; rel=next,<http://10.0.0.7/b>;rel=prev | </services/blocks/a>; title="x, <y>"; rel=next, </services/blocks/b>;rel=prev
					link | <?page=2>; rel=next | <?page=2>; rel=next
					link | </a>; anchor="http://blocks:8080/b"; rel=next, <c>; rel=prev | <c>; rel=prev
					link | <ftp://files.example.com/a>; rel=next | none
					link | no link at all | none
					link | <never closed | none
					refresh | 5; url=http://blocks.shop.svc.cluster.local:8080/wait | 5; url=/services/blocks/wait
					refresh | 0;URL='/wait' | 0; url=/services/blocks/wait
					refresh | 3 | 3
					refresh | 3, https://example.com/a | 3; url=https://example.com/a
					refresh | 3; url=javascript:alert(1) | none
					refresh | soon | none
					location | https://example.com/login?next=http%3A%2F%2Fblocks.shop.svc%2Fa | none
					content-location | http://blocks/a | /services/blocks/a
					location | http://blocks.shop.svc.cluster.local.:8080/a | /services/blocks/a
					""")
	void placesBecomePathsOfTheOffer(String name, String said, String shown) {
		List<String> values = AnswerHeaders.shown(this.route, Map.of(name, List.of(said))).get(name);
		assertThat(values).isEqualTo((shown != null) ? List.of(shown) : null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://blocks.shop.svc.cluster.local/x.map", "blocks.shop.svc:8080", "10.42.0.17",
			"node 192.168.1.5:443", "default-src http://172.20.3.4", "[fd00:10:244::5]:8080", "fe80::1", "127.0.0.1",
			"db.internal", "printer.local.", "BLOCKS.SHOP.SVC", "localhost:9000", "by=10.42.0.17;v=1", "::1" })
	void otherHeadersThatNameAPlaceInsideAreDropped(String value) {
		assertThat(AnswerHeaders.shown(this.route, Map.of("x-anything", List.of(value)))).isEmpty();
		assertThat(AnswerHeaders.shown(this.route, Map.of("x-anything", List.of("fine", value))))
			.isEqualTo(Map.of("x-anything", List.of("fine")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "W/\"67ab4-5d\"", "text/html; charset=utf-8", "https://example.com/a.local/b.svc/",
			"Tue, 15 Nov 1994 08:12:31 GMT", "bytes 0-9/10", "1.10.0.0", "8.8.8.8", "max-age=10, 12:30:45",
			"attachment; filename=\"local.txt\"", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "2.0.0-rc.1" })
	void whatNamesNothingInsideStays(String value) {
		assertThat(AnswerHeaders.shown(this.route, Map.of("x-anything", List.of(value))))
			.isEqualTo(Map.of("x-anything", List.of(value)));
	}

	@Test
	void serviceUnderItsOwnNameIsNotNamedWhateverItIsCalled() {
		Route outside = TestRoutes.route(Offers.http("blocks", "https://backend.example.com/base"), Clock.systemUTC());
		assertThat(AnswerHeaders.shown(outside,
				Map.of("location", List.of("https://backend.example.com/base/a#b"), "x-by",
						List.of("backend.example.com:443"), "x-not-by", List.of("notbackend.example.com"))))
			.isEqualTo(
					Map.of("location", List.of("/services/blocks/a#b"), "x-not-by", List.of("notbackend.example.com")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "set-cookie", "x-forwarded-host", "x-envoy-upstream-service-time", "x-real-ip",
			"forwarded", "clear-site-data", "nel", "report-to", "reporting-endpoints", "x-served-by",
			"x-backend-server", "service-worker-allowed" })
	void whatSpeaksForTheGatewayOrOfWhatIsBehindItIsDropped(String name) {
		assertThat(AnswerHeaders.shown(this.route, Map.of(name, List.of("x")))).isEmpty();
	}

}
