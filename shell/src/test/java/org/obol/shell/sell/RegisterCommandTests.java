package org.obol.shell.sell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.shell.console.TestConsole;
import org.web3j.crypto.transaction.type.Transaction1559;

import static org.assertj.core.api.Assertions.assertThat;

class RegisterCommandTests {

	@TempDir
	Path home;

	private RegistryChain chain;

	private TestConsole obol;

	@BeforeEach
	void open() throws IOException {
		this.chain = new RegistryChain();
		this.obol = new TestConsole(Map.of("OBOL_HOME", this.home.toString(), "OBOL_RPC_URL", this.chain.url(),
				"OBOL_GATEWAY", "https://shop.example"));
		this.obol.run("wallet", "new");
	}

	@AfterEach
	void close() {
		this.chain.close();
	}

	@Test
	void theDocumentIsRegisteredAndMarkedAsPaid() throws Exception {
		String signer = this.obol.run("wallet", "list", "--json")
			.json()
			.getAsJsonArray()
			.get(0)
			.getAsJsonObject()
			.get("address")
			.getAsString();
		var run = this.obol.run("sell", "register", "-o", "json");
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(run.json().getAsJsonObject().get("agentId").getAsString()).isEqualTo("7");
		assertThat(this.chain.uri).isEqualTo("https://shop.example/.well-known/agent-registration.json");
		assertThat(this.chain.sent).hasSize(2);
		for (var transaction : this.chain.sent) {
			assertThat(transaction.getTo()).isEqualToIgnoringCase("0x8004A818BFB912233c491871b3d84c89A494BD9e");
			assertThat(transaction.getTransaction()).isInstanceOfSatisfying(Transaction1559.class,
					(fees) -> assertThat(fees.getChainId()).isEqualTo(84532L));
			assertThat(transaction.getFrom()).isEqualToIgnoringCase(signer);
		}
		assertThat(this.chain.sent.get(1).getData()).startsWith("466648da");
	}

	@Test
	void aSecondRegistrationSendsNothing() {
		this.obol.run("sell", "register");
		int before = this.chain.sent.size();
		var again = this.obol.run("sell", "register", "--json");
		assertThat(again.json().getAsJsonObject().get("alreadyRegistered").getAsBoolean()).isTrue();
		assertThat(this.chain.sent).hasSize(before);
	}

	@Test
	void aRegistrationThatWasHandedOnDoesNotCount() {
		this.obol.run("sell", "register");
		this.chain.owner = "0x209693Bc6afc0C5328bA36FaF03C514EF312287C";
		assertThat(this.obol.run("sell", "register", "--json")
			.json()
			.getAsJsonObject()
			.get("alreadyRegistered")
			.getAsBoolean()).isFalse();
	}

	@Test
	void aMinedTransactionThatFailedIsNoRegistration() {
		this.chain.fails = true;
		var run = this.obol.run("sell", "register");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).contains("failed on the chain");
	}

	@Test
	void aChainWithoutRegistryOrAnotherChainIsRefused() {
		this.chain.deployed = false;
		assertThat(this.obol.run("sell", "register").err()).contains("There is no ERC-8004 registry on base-sepolia");
		var run = this.obol.run("sell", "register", "--chain", "base");
		assertThat(run.status()).isEqualTo(2);
		assertThat(run.err()).contains("the RPC endpoint is base-sepolia, not base", "--rpc base=URL");
		assertThat(this.obol.run("sell", "register", "--sponsored").err()).contains("not available");
		assertThat(this.chain.sent).isEmpty();
	}

}
