package org.obol.x402;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NetworkTests {

	@ParameterizedTest
	@CsvSource({ "base-sepolia, eip155:84532", "eip155:84532, eip155:84532", "mainnet, eip155:1", "Base, eip155:8453",
			"arbitrum, eip155:42161", "polygon-mainnet, eip155:137" })
	void networksAreReadHoweverPeopleWriteThem(String text, String caip2) {
		assertThat(Network.parse(text).caip2()).isEqualTo(caip2);
	}

	@Test
	void everyNameOfThePublishedV1ClientMeansTheSameChain() {
		Fixtures.read("v1.json").get("networks").properties().forEach((entry) -> {
			Network network = Network.ofV1Name(entry.getKey()).orElseThrow();
			assertThat(network.chainId()).as(entry.getKey()).isEqualTo(entry.getValue().asLong());
			assertThat(network.isKnownToV1Clients()).as(entry.getKey()).isTrue();
			assertThat(network.v1Name()).contains(entry.getKey());
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "eip155:1", "eip155:42161", "eip155:143", "eip155:7" })
	void chainsThatV1ClientsDoNotKnowStayOutOfV1Offers(String caip2) {
		assertThat(new Network(caip2).isKnownToV1Clients()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "mainnet", "arbitrum-one", "Base-Sepolia", "eip155:84532" })
	void aliasesOfPeopleAreNoV1Names(String name) {
		assertThat(Network.ofV1Name(name)).isEmpty();
	}

	@Test
	void anUnknownNameIsAnsweredWithTheKnownOnes() {
		assertThatIllegalArgumentException().isThrownBy(() -> Network.parse("bass"))
			.withMessageContaining("unknown network 'bass'")
			.withMessageContaining("base-sepolia");
	}

	@ParameterizedTest
	@ValueSource(strings = { "eip155:", "eip155:abc", "eip155:0", "eip155:01", "EIP155:1", "a:b", "eip155:*",
			"eip155:99999999999999999999" })
	void whatIsNoChainIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Network(text));
	}

}
