package org.obol.agenttools.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.Network;

class CallRuleReaderTests {

	private static final Network BASE_SEPOLIA = Network.evm(84532);

	private static final String USDC = "0x036CbD53842c5426634e7929541eC2318f3dCF7e";

	private static final String VAULT = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

	private static final String FRIEND = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";

	private static final String TOKEN = "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc";

	@Test
	void aWholeRuleIsRead() {
		SpendingPolicy policy = PolicyReader.read("""
				{"recipients": ["%1$s"], "calls": [
				  {"network": "base-sepolia", "contract": "%2$s", "perDay": "5", "gas": "300000", "value": "7",
				   "implementation": "%3$s", "function": "f(uint256,address,address,uint8,string,bytes32,address[])",
				   "arguments": [{"spends": "USDC"}, "wallet", "recipient", {"min": "2", "max": "3"}, "any",
				                 {"oneOf": ["0x%4$s"]}, {"oneOf": ["%1$s", "%3$s"]}]}]}""".formatted(FRIEND,
				VAULT.toLowerCase(), TOKEN, "AB".repeat(32)));
		CallRule rule = policy.call(BASE_SEPOLIA, VAULT, "f(uint256,address,address,uint8,string,bytes32,address[])")
			.orElseThrow();
		assertThat(rule.value()).isEqualTo(7);
		assertThat(rule.gas()).isEqualTo(300_000);
		assertThat(rule.implementation()).isEqualTo(TOKEN);
		assertThat(rule.count().perDay()).isEqualTo(BigInteger.valueOf(5));
		assertThat(rule.arguments().getFirst()).isEqualTo(new ArgumentRule.Spends(USDC));
		assertThat(rule.arguments().get(1).allows(VAULT, VAULT, policy)).isTrue();
		assertThat(rule.arguments().get(1).allows(FRIEND, VAULT, policy)).isFalse();
		assertThat(rule.arguments().get(2).allows(FRIEND, VAULT, policy)).isTrue();
		assertThat(rule.arguments().get(2).allows(VAULT, VAULT, policy)).isFalse();
		assertThat(rule.arguments().get(3).allows("3", VAULT, policy)).isTrue();
		assertThat(rule.arguments().get(3).allows("1", VAULT, policy)).isFalse();
		assertThat(rule.arguments().get(3).allows("4", VAULT, policy)).isFalse();
		assertThat(rule.arguments().get(5).allows("0x" + "ab".repeat(32), VAULT, policy)).isTrue();
		assertThat(rule.arguments().get(6).allows(TOKEN, VAULT, policy)).isTrue();
		assertThat(policy.call(Network.evm(8453), VAULT, "f()")).isEmpty();
		assertThat(policy.call(BASE_SEPOLIA, VAULT, "f()")).isEmpty();
		assertThat(policy.call(BASE_SEPOLIA, FRIEND, rule.function().signature())).isEmpty();
	}

	@Test
	void anApprovalThatNamesTheSpenderAndCountsTheAmountIsRead() {
		assertThat(PolicyReader
			.read(policy(USDC, "approve(address,uint256)",
					"[{\"oneOf\": [\"" + VAULT + "\"]}, {\"spends\": \"USDC\"}]"))
			.calls()).hasSize(1);
	}

	static Stream<Arguments> unsafe() {
		String spender = "{\"oneOf\": [\"" + FRIEND + "\"]}";
		return Stream.of(
				argumentSet("a transfer", USDC, "transfer(address,uint256)", "[\"recipient\", {\"spends\": \"USDC\"}]"),
				argumentSet("a transfer of an unknown token", VAULT, "transfer(address,uint256)",
						"[\"recipient\", {\"max\": \"1\"}]"),
				argumentSet("a function with the selector of transfer", USDC, "many_msg_babbage(bytes1)", "[\"any\"]"),
				argumentSet("a transfer of another's", VAULT, "transferFrom(address,address,uint256)",
						"[\"wallet\", \"recipient\", {\"max\": \"1\"}]"),
				argumentSet("a permit", VAULT, "permit(address,address,uint256,uint256,bytes)",
						"[\"wallet\", " + spender + ", {\"max\": \"1\"}, {\"max\": \"1\"}, {\"oneOf\": [\"0x\"]}]"),
				argumentSet("everything lent at once", VAULT, "setApprovalForAll(address,bool)",
						"[" + spender + ", \"any\"]"),
				argumentSet("an approval without counting", USDC, "approve(address,uint256)",
						"[" + spender + ", {\"max\": \"5\"}]"),
				argumentSet("an approval counted as another token", VAULT, "approve(address,uint256)",
						"[" + spender + ", {\"spends\": \"USDC\"}]"),
				argumentSet("an approval for any recipient", USDC, "increaseAllowance(address,uint256)",
						"[\"recipient\", {\"spends\": \"USDC\"}]"),
				argumentSet("a token's function with a receiver", USDC, "mint(address,uint256)",
						"[\"recipient\", {\"max\": \"5\"}]"),
				argumentSet("a function with a receiver of a token that has a limit", TOKEN, "pay(address,uint256)",
						"[\"recipient\", {\"max\": \"5\"}]"),
				argumentSet("Permit2", "0x000000000022D473030F116dDEE9F6B43aC78BA3", "f(uint8)", "[{\"max\": \"1\"}]"),
				argumentSet("any address", VAULT, "f(address)", "[\"any\"]"),
				argumentSet("any address in a word", VAULT, "f(bytes32)", "[\"any\"]"),
				argumentSet("any bytes, which may be another call", VAULT, "f(bytes)", "[\"any\"]"),
				argumentSet("any number", VAULT, "f(uint256)", "[\"any\"]"),
				argumentSet("a number without a bound", VAULT, "f(uint256)", "[{\"min\": \"1\"}]"),
				argumentSet("too few rules", VAULT, "f(bool,bool)", "[\"any\"]"),
				argumentSet("too many rules", VAULT, "f(bool)", "[\"any\", \"any\"]"),
				argumentSet("no rules", VAULT, "f(bool)", "{}"),
				argumentSet("a rule of two kinds", VAULT, "f(uint8)", "[{\"max\": \"1\", \"spends\": \"USDC\"}]"),
				argumentSet("a word that is not known", VAULT, "f(bool)", "[\"all\"]"),
				argumentSet("a value of another type", VAULT, "f(uint8)", "[{\"oneOf\": [\"256\"]}]"),
				argumentSet("coins as an argument", VAULT, "f(uint8)", "[{\"spends\": \"native\"}]"),
				argumentSet("a signed amount", VAULT, "f(int256)", "[{\"spends\": \"USDC\"}]"),
				argumentSet("types that are not canonical", VAULT, "f(uint)", "[{\"max\": \"1\"}]"));
	}

	@ParameterizedTest
	@MethodSource("unsafe")
	void aRuleThatWouldGoPastTheLimitsSpoilsThePolicy(String contract, String function, String arguments) {
		String json = policy(contract, function, arguments);
		assertThatThrownBy(() -> PolicyReader.read(json)).isInstanceOf(ToolRefusedException.class)
			.hasMessageContaining("nothing may be spent");
	}

	@Test
	void oneFunctionTwiceOrWithoutItsBoundsSpoilsThePolicy() {
		String rule = """
				{"network": "base-sepolia", "contract": "%s", "function": "f()", "perDay": "1", "gas": "100000"}"""
			.formatted(VAULT);
		assertThat(PolicyReader.read("{\"calls\": [" + rule + "]}").calls()).hasSize(1);
		for (String wrong : new String[] { rule + "," + rule, rule.replace("\"perDay\": \"1\", ", ""),
				rule.replace(", \"gas\": \"100000\"", ""), rule.replace("100000", "30000001"),
				rule.replace("\"gas\"", "\"value\": 5, \"gas\""), rule.replace("f()", "f ()"),
				rule.replace("\"gas\"", "\"implementation\": \"0x0\", \"gas\""),
				rule.replace("\"gas\"", "\"selector\": \"0x0\", \"gas\""), rule.replace(VAULT, "vault.eth") }) {
			assertThatThrownBy(() -> PolicyReader.read("{\"calls\": [" + wrong + "]}")).as(wrong)
				.isInstanceOf(ToolRefusedException.class);
		}
	}

	private static String policy(String contract, String function, String arguments) {
		return """
				{"transfers": [{"network": "base-sepolia", "asset": "%s", "perDay": "9"},
				               {"network": "base-sepolia", "asset": "USDC", "perDay": "9"}],
				 "recipients": ["%s"],
				 "calls": [{"network": "base-sepolia", "contract": "%s", "function": "%s", "perDay": "1",
				            "gas": "100000", "arguments": %s}]}""".formatted(TOKEN, FRIEND, contract, function,
				arguments);
	}

}
