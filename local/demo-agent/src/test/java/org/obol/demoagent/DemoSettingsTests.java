package org.obol.demoagent;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class DemoSettingsTests {

	@Test
	void greetsWhenNothingIsSaid() {
		DemoSettings settings = DemoSettings.from(Map.of());
		assertThat(settings.type()).isEqualTo(DemoSettings.Type.HELLO);
		assertThat(settings.port()).isEqualTo(8440);
		assertThat(settings.address()).isEqualTo("0.0.0.0");
		assertThat(settings.rpcUrl()).hasToString("http://localhost:8545");
		assertThat(settings.home()).isNull();
	}

	@Test
	void readsEverythingFromTheEnvironment() {
		DemoSettings settings = DemoSettings.from(Map.of("DEMO_TYPE", "quant", "API_SERVER_PORT", "8642", "PORT", "1",
				"API_SERVER_KEY", "k".repeat(64), "API_SERVER_MODEL_NAME", "m", "RPC_URL", "https://rpc.example/v1",
				"HERMES_HOME", "/data", "OBOL_LOCAL", "true"));
		assertThat(settings.type()).isEqualTo(DemoSettings.Type.QUANT);
		assertThat(settings.port()).isEqualTo(8642);
		assertThat(settings.modelName()).isEqualTo("m");
		assertThat(settings.rpcUrl()).hasToString("https://rpc.example/v1");
		assertThat(settings.home()).hasToString("/data");
		assertThat(settings.address()).as("a laptop is not open to its network").isEqualTo("127.0.0.1");
	}

	static Stream<Arguments> mistakes() {
		return Stream.of(
				argumentSet("unknown type", Map.of("DEMO_TYPE", "Quant"),
						"DEMO_TYPE 'Quant' is unknown; use hello, blocks or quant"),
				argumentSet("no key", Map.of("DEMO_TYPE", "quant"),
						"API_SERVER_KEY must have at least 16 characters, it has 0"),
				argumentSet("short key", Map.of("DEMO_TYPE", "quant", "API_SERVER_KEY", "k".repeat(15)),
						"API_SERVER_KEY must have at least 16 characters, it has 15"),
				argumentSet("no number", Map.of("PORT", "http"),
						"PORT 'http' is not a port; use a number from 0 to 65535"),
				argumentSet("port out of range", Map.of("API_SERVER_PORT", "65536"),
						"API_SERVER_PORT '65536' is not a port; use a number from 0 to 65535"),
				argumentSet("no URL, not repeated", Map.of("RPC_URL", "ws://rpc.example/secret"),
						"RPC_URL is not an http(s) URL"));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void aMistakeIsOneClearLine(Map<String, String> environment, String line) {
		assertThatIllegalArgumentException().isThrownBy(() -> DemoSettings.from(environment)).withMessage(line);
	}

}
