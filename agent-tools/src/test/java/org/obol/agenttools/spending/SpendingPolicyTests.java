package org.obol.agenttools.spending;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.Network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SpendingPolicyTests {

	private static final Network BASE_SEPOLIA = Network.evm(84532);

	private static final String USDC = "0x036CbD53842c5426634e7929541eC2318f3dCF7e";

	private static final String FRIEND = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

	@Test
	void aWholePolicyIsRead() {
		SpendingPolicy policy = PolicyReader.read("""
				{"transfers": [{"network": "base-sepolia", "asset": "USDC", "perCall": "5", "perDay": "9"},
				               {"network": "eip155:84532", "perDay": "7"}],
				 "fees": [{"network": "base-sepolia", "perDay": "1000"}],
				 "purchases": [{"network": "base-sepolia", "asset": "%s", "perDay": "3"}],
				 "recipients": ["%s"], "hosts": ["Data.Example"], "contracts": ["%s"], "messages": true}"""
			.formatted(USDC.toLowerCase(), FRIEND, FRIEND.toLowerCase()));
		SpendingPolicy.Limit usdc = policy.transfer(BASE_SEPOLIA, USDC.toLowerCase()).orElseThrow();
		assertThat(usdc.allowsAtOnce(BigInteger.valueOf(5))).isTrue();
		assertThat(usdc.allowsAtOnce(BigInteger.valueOf(6))).isFalse();
		assertThat(policy.transfer(BASE_SEPOLIA, "native").orElseThrow().allowsAtOnce(BigInteger.valueOf(8))).isFalse();
		assertThat(policy.transfer(Network.evm(8453), "native")).isEmpty();
		assertThat(policy.fee(BASE_SEPOLIA)).isPresent();
		assertThat(policy.purchase(BASE_SEPOLIA, USDC)).isPresent();
		assertThat(policy.mayReceive(FRIEND.toLowerCase())).isTrue();
		assertThat(policy.mayReceive(USDC)).isFalse();
		assertThat(policy.mayBuyFrom("data.example")).isTrue();
		assertThat(policy.mayBuyFrom("evil.example")).isFalse();
		assertThat(policy.maySignFor(FRIEND)).isTrue();
		assertThat(policy.messages()).isTrue();
	}

	@Test
	void withoutAPolicyNothingMayBeDone() {
		assertThat(SpendingPolicy.NOTHING.transfer(BASE_SEPOLIA, "native")).isEmpty();
		assertThat(SpendingPolicy.NOTHING.purchase(BASE_SEPOLIA, USDC)).isEmpty();
		assertThat(SpendingPolicy.NOTHING.mayReceive(FRIEND)).isFalse();
		assertThat(SpendingPolicy.NOTHING.maySignFor(FRIEND)).isFalse();
		assertThat(SpendingPolicy.NOTHING.messages()).isFalse();
		assertThat(PolicyReader.read("{}")).isEqualTo(SpendingPolicy.NOTHING);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{", "\"all\"", "{\"transfer\": []}", "{\"transfers\": {}}",
			"{\"transfers\": [{\"network\": \"base-sepolia\", \"perDay\": 5}]}",
			"{\"transfers\": [{\"network\": \"base-sepolia\", \"perDay\": \"-5\"}]}",
			"{\"transfers\": [{\"network\": \"base-sepolia\", \"perDay\": \"1.5\"}]}",
			"{\"transfers\": [{\"network\": \"base-sepolia\"}]}",
			"{\"transfers\": [{\"network\": \"nowhere\", \"perDay\": \"5\"}]}",
			"{\"transfers\": [{\"network\": \"base-sepolia\", \"asset\": \"DOGE\", \"perDay\": \"5\"}]}",
			"{\"transfers\": [{\"network\": \"base-sepolia\", \"perDay\": \"5\", \"perHour\": \"1\"}]}",
			"{\"recipients\": [\"0x70997970c51812dc3A010C7d01b50e0d17dc79C8\"]}", "{\"recipients\": \"*\"}",
			"{\"messages\": \"yes\"}" })
	void aPolicyThatCantBeReadAllowsNothing(String json) {
		assertThatThrownBy(() -> PolicyReader.read(json)).isInstanceOf(ToolRefusedException.class)
			.hasMessageContaining("nothing may be spent");
	}

}
