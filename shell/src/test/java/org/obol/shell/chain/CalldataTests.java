package org.obol.shell.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares with web3j's encoder, which is not ours. */
class CalldataTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "https://shop.example/.well-known/agent-registration.json",
			"exactly thirty-two bytes are here", "ünï ☃" })
	void aTextIsEncodedAsSolidityExpects(String text) {
		String expected = FunctionEncoder.encode(new Function("register", List.of(new Utf8String(text)), List.of()));
		assertThat(Calldata.of("0xf2c298be", 1).text(text).hex()).isEqualTo(expected);
		assertThat(Calldata.readText("0x" + expected.substring(10))).isEqualTo(text);
	}

	@Test
	void severalArgumentsPointToTheirTexts() {
		String value = "{\"x402\":true}";
		String expected = FunctionEncoder.encode(new Function("setMetadata", List.of(new Uint256(BigInteger.valueOf(7)),
				new Utf8String("x402"), new DynamicBytes(value.getBytes(StandardCharsets.UTF_8))), List.of()));
		assertThat(Calldata.of("0x466648da", 3).number(BigInteger.valueOf(7)).text("x402").text(value).hex())
			.isEqualTo(expected);
	}

}
