package org.obol.shell.sell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.shell.console.TestConsole;

class PricingCommandTests {

	private static final String PAYEE = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

	@TempDir
	Path home;

	private TestConsole obol;

	@BeforeEach
	void open() {
		this.obol = new TestConsole(Map.of("OBOL_HOME", this.home.toString()));
	}

	@Test
	void whatIsSetIsShownAndKept() {
		assertThat(this.obol.run("sell", "pricing").out()).contains("the agent's own wallet", "base");
		var set = this.obol.run("sell", "pricing", "--pay-to", PAYEE, "--chain", "eip155:84532");
		assertThat(set.status()).as(set.err()).isZero();
		this.obol.run("sell", "pricing", "--chain", "base");
		var json = new TestConsole(Map.of("OBOL_HOME", this.home.toString())).run("sell", "pricing", "--json")
			.json()
			.getAsJsonObject();
		assertThat(json.get("payTo").getAsString()).isEqualTo(PAYEE);
		assertThat(json.get("chain").getAsString()).isEqualTo("base");
	}

	@Test
	void fileOfTheReferenceIsRead() throws IOException {
		Path file = Files.writeString(this.home.resolve("pricing.json"),
				"{\"wallet\":\"" + PAYEE + "\",\"chain\":\"base-sepolia\"}");
		assertThat(this.obol.run("sell", "pricing", "--from-json", file.toString()).out()).contains(PAYEE,
				"base-sepolia");
	}

	@Test
	void wrongValuesAreNamedAndNothingIsKept() {
		assertThat(this.obol.run("sell", "pricing", "--pay-to", "0x12").err()).contains("--pay-to: '0x12'");
		assertThat(this.obol.run("sell", "pricing", "--chain", "moonbase").err()).contains("--chain:", "moonbase");
		var facilitator = this.obol.run("sell", "pricing", "--facilitator-url", "https://f.example");
		assertThat(facilitator.status()).isEqualTo(1);
		assertThat(facilitator.err()).contains("belongs to the gateway", "--facilitator-url https://f.example");
		assertThat(this.home.resolve("selling.json")).doesNotExist();
	}

}
