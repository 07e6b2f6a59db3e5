package org.obol.local.stack.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.local.kubernetes.process.Ports;
import org.obol.local.stack.data.DataDirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DevChainIT {

	private static final String OWNER = "0x00000000000000000000000000000000000000a1";

	private static Path anvil;

	@TempDir
	Path directory;

	private DevChain chain;

	@BeforeAll
	static void installAnvil() {
		Path npm = DataDirectory.cache(System.getenv()).resolve("npm");
		anvil = new AnvilInstallation(npm.resolve("anvil-" + AnvilInstallation.VERSION), System.getenv()).install();
	}

	@BeforeEach
	void start() {
		this.chain = DevChain.start(anvil, Ports.keepFree(), this.directory, this.directory.resolve("chain.log"));
	}

	@AfterEach
	void stop() {
		this.chain.close();
	}

	@Test
	void itPlaysBaseSepolia() {
		assertThat(this.chain.rpc().chainId()).isEqualTo(BigInteger.valueOf(84532));
	}

	@Test
	void bothTokensSayWhoTheyAre() {
		assertThat(text(TestToken.USDC, "0x06fdde03")).contains("USDC");
		assertThat(text(TestToken.USDC, "0x54fd4d50")).contains("2");
		assertThat(number(TestToken.USDC, "0x313ce567")).isEqualTo(BigInteger.valueOf(6));
		assertThat(text(TestToken.OBOL, "0x06fdde03")).contains("Obol Network");
		assertThat(number(TestToken.OBOL, "0x313ce567")).isEqualTo(BigInteger.valueOf(18));
	}

	@Test
	void whatPaymentsNeedIsInItsPlace() {
		for (PlacedContract contract : PlacedContract.values()) {
			assertThat(this.chain.rpc().code(contract.address())).as(contract.name())
				.isEqualToIgnoringCase(contract.runtimeCode());
		}
		String permit2 = PlacedContract.PERMIT2.address().toLowerCase(Locale.ROOT).substring(2);
		for (PlacedContract proxy : List.of(PlacedContract.EXACT_PERMIT2_PROXY, PlacedContract.UPTO_PERMIT2_PROXY)) {
			assertThat(this.chain.rpc()
				.call("eth_call", Map.of("to", proxy.address(), "data", "0x6afdd850"), "latest")
				.stringValue()).as("PERMIT2() of " + proxy).endsWith(permit2);
		}
	}

	@Test
	void moneySurvivesARestart() {
		mint(TestToken.USDC, 1_000_000);
		this.chain.close();
		start();
		assertThat(this.chain.rpc().balanceOf(TestToken.USDC.address(), OWNER))
			.isEqualTo(BigInteger.valueOf(1_000_000));
	}

	@Test
	void anAccountIsGivenGas() {
		this.chain.fund(OWNER);
		assertThat(this.chain.rpc().call("eth_getBalance", OWNER, "latest").stringValue())
			.isEqualTo("0x56bc75e2d63100000");
	}

	private void mint(TestToken token, long amount) {
		ChainRpc rpc = this.chain.rpc();
		String from = rpc.call("eth_accounts").get(0).stringValue();
		String data = "0x40c10f19" + "0".repeat(24) + OWNER.substring(2) + String.format("%064x", amount);
		String hash = rpc.call("eth_sendTransaction", Map.of("from", from, "to", token.address(), "data", data))
			.stringValue();
		await().until(() -> rpc.succeeded(hash));
	}

	private String text(TestToken token, String selector) {
		String hex = answer(token, selector);
		return new String(HexFormat.of().parseHex(hex.substring(2)), StandardCharsets.UTF_8);
	}

	private BigInteger number(TestToken token, String selector) {
		return new BigInteger(answer(token, selector).substring(2), 16);
	}

	private String answer(TestToken token, String selector) {
		return this.chain.rpc()
			.call("eth_call", Map.of("to", token.address(), "data", selector), "latest")
			.stringValue();
	}

}
