package org.obol.agenttools.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.agenttools.tool.ToolRefusedException;

class ContractFunctionTests {

	private static final String SOMEBODY = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

	private static final String WORD = "0".repeat(24) + "70997970c51812dc3a010c7d01b50e0d17dc79c8";

	/** The bytes are those of viem 2.57.20. */
	static Stream<Arguments> calls() {
		return Stream.of(
				argumentSet("the largest number", "approve(address,uint256)",
						List.of(SOMEBODY,
								"115792089237316195423570985008687907853269984665640564039457584007913129639935"),
						"095ea7b3" + WORD + "f".repeat(64)),
				argumentSet("every kind", "mix(string,bytes4,bool,int16,uint8[],bytes)",
						List.of("grüße", "0xDEADBEEF", "true", "-2", "[\"1\",\"255\"]", "0x0102"),
						"8f79d621" + number("c0") + "deadbeef" + "0".repeat(56) + number("1") + "f".repeat(63) + "e"
								+ number("100") + number("160") + number("7") + "6772c3bcc39f65" + "0".repeat(50)
								+ number("2") + number("1") + number("ff") + number("2") + "0102" + "0".repeat(60)),
				argumentSet("a list of addresses and the least number", "many(address[],int256,bytes32)",
						List.of("[\"" + SOMEBODY + "\",\"" + SOMEBODY.toLowerCase() + "\"]",
								"-57896044618658097711785492504343953926634992332820282019728792003956564819968",
								"0x" + "ab".repeat(32)),
						"6854b651" + number("60") + "8" + "0".repeat(63) + "ab".repeat(32) + number("2") + WORD + WORD),
				argumentSet("no arguments", "none()", List.of(), "a877db9f"),
				argumentSet("small types at their ends", "small(uint8,bytes1,bool[],int8)",
						List.of("255", "0x0f", "[\"false\",\"true\"]", "-128"),
						"86f03d16" + number("ff") + "0f" + "0".repeat(62) + number("80") + "f".repeat(62) + "80"
								+ number("2") + number("0") + number("1")),
				argumentSet("nothing in anything", "empty(uint256[],string,bytes)", List.of("[]", "", "0x"),
						"120f1124" + number("60") + number("80") + number("a0") + number("0").repeat(3)));
	}

	@ParameterizedTest
	@MethodSource("calls")
	void callsAreEncodedAsOthersDo(String signature, List<String> arguments, String expected) {
		ContractFunction function = ContractFunction.parse(signature);
		assertThat(function.encode(function.read(arguments))).isEqualTo("0x" + expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "uint8;256", "uint8;-1", "uint8;01", "uint8;0x1", "uint8;1e2", "uint8;1.0", "uint8;''",
					"int8;128", "int8;-129", "int8;-0",
					"uint256;115792089237316195423570985008687907853269984665640564039457584007913129639936", "bool;1",
					"bool;True", "bytes4;0xdeadbe", "bytes4;0xdeadbeef00", "bytes4;deadbeef", "bytes;0x0", "bytes;1",
					"address;0x70997970c51812dc3A010C7d01b50e0d17dc79C8", "address;0x1",
					"address;0x00000000000000000000000070997970c51812dc3a010c7d01b50e0d17dc79c8", "uint256[];1",
					"uint256[];[1]", "uint256[];{}", "uint256[];[[\"1\"]]", "uint256[];[\"-1\"]", "string;\uD800" })
	void valuesThatDoNotFitTheirTypeAreRefused(String type, String value) {
		ContractFunction function = ContractFunction.parse("f(" + type + ")");
		assertThatThrownBy(() -> function.read(List.of(value))).isInstanceOf(ToolRefusedException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "f", "f(", "f()()", "f(uint)", "f(int)", "f(uint7)", "f(uint264)", "f(bytes33)",
			"f(bytes0)", "f( uint256)", "f(uint256 )", "f(uint256 amount)", "f(uint256,)", "f(,)", "f((uint256))",
			"f(uint256[2])", "f(uint256[][])", "f(string[])", "f(bytes[])", "f(function)", "f(fixed128x18)", "1f()",
			"f\n()", "f(bool,bool,bool,bool,bool,bool,bool,bool,bool)" })
	void whatIsNotACanonicalSignatureIsNotRead(String signature) {
		assertThatThrownBy(() -> ContractFunction.parse(signature)).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void theNumberOfArgumentsMustBeRight() {
		ContractFunction function = ContractFunction.parse("f(bool,bool)");
		assertThatThrownBy(() -> function.read(List.of("true"))).hasMessageContaining("takes 2 arguments");
		assertThatThrownBy(() -> function.read(List.of("true", "true", "true"))).hasMessageContaining("not 3");
	}

	@Test
	void aTokensFunctionsAreKnownByTheirSelectors() {
		assertThat(TokenFunctions.moves(ContractFunction.parse("transfer(address,uint256)"))).isTrue();
		// Somebody looked for a name with the selector of transfer, and found it.
		assertThat(TokenFunctions.moves(ContractFunction.parse("many_msg_babbage(bytes1)"))).isTrue();
		assertThat(TokenFunctions.moves(ContractFunction.parse("deposit(uint256,address)"))).isFalse();
		assertThat(TokenFunctions.approves(ContractFunction.parse("approve(address,uint256)"))).isTrue();
		assertThat(TokenFunctions.approves(ContractFunction.parse("approve(address,uint160)"))).isFalse();
	}

	@Test
	void proxiesKeepTheirCodeWhereTheStandardsSay() {
		assertThat(ProxySlots.IMPLEMENTATION).containsExactly(
				"0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc",
				"0xc5f16f0fcc639fa48a6947836d9850f504798523bf8c9a3a87d5876cf622bcf7",
				"0x7050c9e0f4ca769c69bd3a8ef740bc37934f8e2c036e5a723fd8ee048ed3f8c3");
		assertThat(ProxySlots.BEACON).isEqualTo("0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50");
		assertThat(ProxySlots.ASK_BEACON).isEqualTo("0x5c60da1b");
	}

	private static String number(String hex) {
		return "0".repeat(64 - hex.length()) + hex;
	}

}
