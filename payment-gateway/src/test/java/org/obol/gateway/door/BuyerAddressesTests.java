package org.obol.gateway.door;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.gateway.GatewayProperties;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Where a call comes from is believed only of proxies that the operator trusts (attack
 * 18).
 */
class BuyerAddressesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none", textBlock = """
			203.0.113.9 | 1.2.3.4 | 203.0.113.9
			10.0.0.5 | none | 10.0.0.5
			10.0.0.5 | 1.2.3.4 | 1.2.3.4
			10.0.0.5 | 6.6.6.6, 1.2.3.4 | 1.2.3.4
			10.0.0.5 | 6.6.6.6, 1.2.3.4, 10.9.9.9 | 1.2.3.4
			10.0.0.5 | 6.6.6.6, evil.example | 10.0.0.5
			10.0.0.5 | 6.6.6.6, evil.example, 10.1.1.1 | 10.1.1.1
			10.0.0.5 | 2001:db8::7 | 20010db800000000/64
			fd00::1 | 1.2.3.4 | 1.2.3.4
			fe00::1 | 1.2.3.4 | fe00000000000000/64
			""")
	void theLastHopThatIsNotTrustedCounts(String peer, String forwarded, String expected) {
		assertThat(address(List.of("10.0.0.0/8", "fd00::/8"), peer, forwarded)).isEqualTo(expected);
	}

	@Test
	void addressesOfOneSubscribersNetworkCountAsOne() {
		String one = address(List.of(), "2001:db8:1:2:aaaa::1", null);
		assertThat(address(List.of(), "2001:db8:1:2:bbbb:cccc:dddd:eeee", null)).isEqualTo(one);
		assertThat(address(List.of(), "2001:db8:1:3::1", null)).isNotEqualTo(one);
	}

	@Test
	void nobodyIsTrustedUntilSomebodyIsNamed() {
		assertThat(address(List.of(), "10.0.0.5", "1.2.3.4")).isEqualTo("10.0.0.5");
		assertThat(address(List.of("10.0.0.5"), "10.0.0.5", "1.2.3.4")).isEqualTo("1.2.3.4");
		assertThat(address(List.of("10.0.0.6"), "10.0.0.5", "1.2.3.4")).isEqualTo("10.0.0.5");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "300.0.0.1", "fd00::/129" })
	void whatIsNoNetworkIsNamed(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text))
			.withMessageContaining("obol.trusted-proxies")
			.withMessageContaining("'" + text + "'");
	}

	private static String address(List<String> trusted, String peer, String forwarded) {
		var properties = new GatewayProperties(URI.create("http://localhost"),
				new GatewayProperties.Storefront(URI.create("http://s")), false, trusted);
		var request = MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress(peer, 4711));
		if (forwarded != null) {
			request.header("X-Forwarded-For", forwarded);
		}
		return new BuyerAddresses(properties).of(request.build());
	}

}
