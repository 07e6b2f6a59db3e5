package org.obol.gateway.upstream;

import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.obol.gateway.Offers;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.TestRoutes;

import static org.assertj.core.api.Assertions.assertThat;

/** A redirect leads buyers to where they can go, and tells no address of the cluster. */
class RedirectsTests {

	private final Route route = TestRoutes.route(Offers.http("blocks", "http://blocks.shop.svc.cluster.local:8080"),
			Clock.systemUTC());

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none", textBlock = """
			http://blocks.shop.svc.cluster.local:8080/a?b=c | /services/blocks/a?b=c
			http://blocks.shop.svc.cluster.local:8080 | /services/blocks
			http://blocks.shop.svc/a | /services/blocks/a
			http://blocks:8080/a | /services/blocks/a
			http://127.0.0.1:3000/a | /services/blocks/a
			http://10.2.3.4/a%20b | /services/blocks/a%20b
			http://[::1]:3000/a | /services/blocks/a
			//blocks/a | /services/blocks/a
			http://under_score:80/a | /services/blocks/a
			/ | /services/blocks
			/login?next=/x | /services/blocks/login?next=/x
			next | next
			?page=2 | ?page=2
			https://files.example.com/a?sig=1 | https://files.example.com/a?sig=1
			ftp://files.example.com/a | none
			javascript:alert(1) | none
			http://exa mple/ | none
			""")
	void addressesOfTheClusterBecomePathsOfTheOffer(String said, String shown) {
		assertThat(Redirects.shown(this.route, said).orElse(null)).isEqualTo(shown);
	}

}
