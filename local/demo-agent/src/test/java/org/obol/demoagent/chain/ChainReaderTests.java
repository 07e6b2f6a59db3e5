package org.obol.demoagent.chain;

import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChainReaderTests {

	private static final String OWNER = "0x" + "ab".repeat(20);

	private final FakeChain chain = new FakeChain();

	private final ChainReader reader = new ChainReader(this.chain.url());

	@AfterEach
	void stop() {
		this.chain.close();
	}

	@Test
	void readsTheLatestBlock() {
		assertThat(this.reader.latestBlock()).isEqualTo(new Block(42, "0xb10c", Instant.ofEpochSecond(0x69234a00L), 2,
				21000, 30_000_000, BigInteger.valueOf(1_000_000_000)));
	}

	@Test
	void readsATokenBalanceAtTheGivenBlock() {
		this.chain.answers("eth_call", "\"0x" + "0".repeat(60) + "2710\"");
		Token usdc = Token.knownOn(84532).getFirst();
		assertThat(usdc.format(this.reader.balanceOf(usdc, OWNER, this.reader.latestBlock()))).isEqualTo("0.01 USDC");
		assertThat(this.chain.calls.getLast()).contains("0x70a08231" + "0".repeat(24) + "ab".repeat(20), "\"0x2a\"");
	}

	@Test
	void aTokenThatAnswersNothingIsNotZero() {
		this.chain.answers("eth_call", "\"0x\"");
		Token usdc = Token.knownOn(84532).getFirst();
		Block at = this.reader.latestBlock();
		assertThatExceptionOfType(ChainUnavailableException.class).isThrownBy(() -> this.reader.totalSupply(usdc, at))
			.withMessageContaining("USDC did not answer");
	}

	@Test
	void aWaitingTransactionHasNoBlock() {
		this.chain.answers("eth_getTransactionByHash", "{\"from\":\"0x1\",\"to\":null,\"value\":\"0x5\"}")
			.answers("eth_getTransactionReceipt", "null");
		assertThat(this.reader.transaction("0x12"))
			.contains(new Transaction("0x1", null, BigInteger.valueOf(5), null, null, 0));
	}

	@Test
	void anUnknownTransactionIsAbsent() {
		this.chain.answers("eth_getTransactionByHash", "null");
		assertThat(this.reader.transaction("0x12")).isEmpty();
	}

	@Test
	void aRefusalNamesTheMethodAndNothingElse() {
		assertThatExceptionOfType(ChainUnavailableException.class).isThrownBy(() -> this.reader.transaction("0x12"))
			.withMessage("eth_getTransactionByHash was refused with code -32601");
	}

	@Test
	void anUnreachableChainIsUnavailable() {
		ChainReader nowhere = new ChainReader(URI.create("http://localhost:1"));
		assertThatExceptionOfType(ChainUnavailableException.class).isThrownBy(nowhere::chainId)
			.withMessageStartingWith("eth_chainId failed");
	}

	@Test
	void amountsKeepEveryDigit() {
		assertThat(Token.decimal(new BigInteger("1000000000000000001"), 18)).isEqualTo("1.000000000000000001");
		assertThat(Token.decimal(BigInteger.ZERO, 18)).isEqualTo("0");
		assertThat(Token.decimal(BigInteger.valueOf(10_000_000), 6)).isEqualTo("10");
	}

}
