package org.obol.system;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The gateway settles through the official facilitator of npm instead of by itself. */
class RemoteFacilitatorIT {

	/** The tenth of anvil's published development accounts: it pays the gas. */
	private static final String SETTLEMENT_KEY = "0x2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6";

	private static final String BUYER_KEY = "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a";

	private static final String BUYER = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

	private final Suite suite = Suite.inANewDirectory();

	private Process facilitator;

	@AfterEach
	void stop() {
		this.suite.console("stack", "down");
		if (this.facilitator != null) {
			this.facilitator.destroy();
		}
	}

	@Test
	void paymentIsVerifiedAndSettledByTheOfficialFacilitator() throws IOException {
		int port = freePort();
		NodePackage v2 = NodePackage.install("v2");
		Path log = Files.createTempFile("facilitator", ".log");
		startFacilitator(v2, port, log);
		this.suite.start("demo", "--keep", "--facilitator-url", "http://127.0.0.1:" + port).andSucceeded();
		Chain chain = this.suite.chain();
		chain.mint(Chain.USDC, BUYER, BigInteger.valueOf(1_000_000));
		JsonNode bought = JsonMapper.builder()
			.build()
			.readTree(v2
				.run("buy.mjs",
						Map.of("OFFER_URL", this.suite.gateway() + "/services/demo-quant/v1/chat/completions",
								"BUYER_KEY", BUYER_KEY, "BODY",
								"{\"messages\":[{\"role\":\"user\",\"content\":\"What is the gas price?\"}]}"))
				.andSucceeded()
				.lastLine());
		assertThat(bought.get("status").asInt()).isEqualTo(200);
		String transaction = bought.get("receipt").get("transaction").asString();
		assertThat(chain.succeeded(transaction)).isTrue();
		assertThat(chain.call("eth_getTransactionByHash", java.util.List.of(transaction)).get("from").asString())
			.isEqualToIgnoringCase("0xa0Ee7A142d267C1f36714E4a8F75612F20a79720");
		assertThat(chain.balance(Chain.USDC, BUYER)).isEqualTo(BigInteger.valueOf(990_000));
	}

	private void startFacilitator(NodePackage v2, int port, Path log) throws IOException {
		ProcessBuilder builder = new ProcessBuilder("node", "facilitator.mjs").directory(v2.folder().toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.environment()
			.putAll(Map.of("PORT", "" + port, "RPC_URL", this.suite.chain().rpc().toString(), "SETTLEMENT_KEY",
					SETTLEMENT_KEY));
		this.facilitator = builder.start();
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(Files.readString(log)).contains("Facilitator listening"));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
