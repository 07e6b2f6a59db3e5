package org.obol.demoagent.analyst;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.demoagent.chain.ChainReader;
import org.obol.demoagent.chain.FakeChain;

import static org.assertj.core.api.Assertions.assertThat;

class AnalystTests {

	private static final String ADDRESS = "0x" + "ab".repeat(20);

	private static final String HASH = "0x" + "cd".repeat(32);

	@TempDir
	private Path home;

	private final FakeChain chain = new FakeChain();

	@AfterEach
	void stop() {
		this.chain.close();
	}

	@Test
	void namesTheLatestBlockAndItsTime() {
		assertThat(ask("latest block?"))
			.isEqualTo("The latest block is 42, made at 2025-11-23T17:53:04Z, with 2 transactions.");
	}

	@Test
	void namesTheGasPriceInGwei() {
		assertThat(ask("gas?")).isEqualTo("Gas costs 2 gwei now; the base fee is 1 gwei, read at block 42.");
	}

	@Test
	void readsBalancesAtOneBlock() {
		this.chain.answers("eth_call", "\"0x" + "0".repeat(58) + "0f4240\"").answers("eth_getCode", "\"0x6001\"");
		assertThat(ask("balance of " + ADDRESS)).isEqualTo(ADDRESS
				+ " holds 2 ETH, 1 USDC, 0.000000000001 OBOL, has sent 3 transactions and is a contract of 2 bytes, read at block 42.");
		assertThat(this.chain.calls).filteredOn((call) -> call.startsWith("eth_get") && call.contains(ADDRESS))
			.allSatisfy((call) -> assertThat(call).contains("\"0x2a\""));
	}

	@Test
	void tellsAContractFromAnAccount() {
		assertThat(ask("code at " + ADDRESS)).isEqualTo("There is no code at " + ADDRESS + ", read at block 42.");
		this.chain.answers("eth_getCode", "\"0x600160\"");
		assertThat(ask("code at " + ADDRESS))
			.isEqualTo("There is a contract of 3 bytes at " + ADDRESS + ", read at block 42.");
	}

	@Test
	void describesATransaction() {
		this.chain
			.answers("eth_getTransactionByHash", "{\"from\":\"0x1\",\"to\":\"0x2\",\"value\":\"0xde0b6b3a7640000\"}")
			.answers("eth_getTransactionReceipt",
					"{\"blockNumber\":\"0x29\",\"status\":\"0x0\",\"gasUsed\":\"0x5208\"}");
		assertThat(ask(HASH)).isEqualTo("Transaction " + HASH
				+ " from 0x1 to 0x2 with 1 ETH failed in block 41 and used 21000 gas, read at block 42.");
	}

	@Test
	void aBlockInTheFutureDoesNotExist() {
		this.chain.answers("eth_getBlockByNumber[\"0x63\",false]", "null");
		assertThat(ask("block 42")).startsWith("Block 42 was made at 2025-11-23T17:53:04Z");
		assertThat(ask("block 99")).startsWith("There is no block 99 yet. The latest block is 42");
	}

	@Test
	void saysPlainlyWhatItCanNotDoAndStillGivesAFigure() {
		assertThat(ask("Write a poem")).startsWith("I can't answer that").contains("The latest block is 42");
	}

	@Test
	void aSkillThatIsNotThereIsDeclined() throws IOException {
		skill("gas");
		assertThat(ask("gas?")).startsWith("Gas costs 2 gwei");
		assertThat(ask("usdc balance of " + ADDRESS)).startsWith("I can't answer that: it needs the skill 'addresses'")
			.contains("The latest block is 42");
	}

	@Test
	void anEmptySkillsFolderOpensNothingButTheBlock() throws IOException {
		Files.createDirectories(this.home.resolve("skills"));
		assertThat(ask("gas?")).contains("needs the skill 'gas'");
		assertThat(ask("latest block?")).startsWith("The latest block is 42");
	}

	@Test
	void knowsItsObjectiveFromThePersona() throws IOException {
		Files.writeString(this.home.resolve("SOUL.md"), """
				# You are an agent

				## Your objective
				Explain the chain,
				and nothing else.

				## Style
				Terse.
				""");
		assertThat(ask("Who are you?")).startsWith("My objective: Explain the chain, and nothing else. Ask me for");
	}

	@Test
	void aTokenThatIsNotDeployedIsNotZero() {
		assertThat(ask("USDC balance of " + ADDRESS)).startsWith("I know no token USDC on this chain.");
		assertThat(ask("balance of " + ADDRESS))
			.isEqualTo(ADDRESS + " holds 2 ETH, has sent 3 transactions and has no code, read at block 42.");
	}

	@Test
	void anotherChainHasOtherTokens() {
		this.chain.answers("eth_chainId", "\"0x7a69\"");
		assertThat(ask("USDC balance of " + ADDRESS)).startsWith("I know no token USDC on this chain.");
		assertThat(ask("which chain?")).isEqualTo("This is chain 31337 (eip155:31337), at block 42.");
	}

	private void skill(String name) throws IOException {
		Path folder = Files.createDirectories(this.home.resolve("skills").resolve(name));
		Files.writeString(folder.resolve("SKILL.md"), "---\nname: " + name + "\n---\n");
	}

	private String ask(String question) {
		return new Analyst(new ChainReader(this.chain.url()), AgentHome.at(this.home)).answer(question);
	}

}
