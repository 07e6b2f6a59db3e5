package org.obol.demoagent.analyst;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class QuestionReaderTests {

	private static final String ADDRESS = "0x" + "ab".repeat(20);

	private static final String HASH = "0x" + "cd".repeat(32);

	static Stream<Arguments> sentences() {
		return Stream.of(argumentSet("latest block", "What is the latest block number?", new Question.LatestBlock()),
				argumentSet("block time", "When was the newest block made?", new Question.LatestBlock()),
				argumentSet("a block by number", "Tell me about block #17", new Question.BlockAt(17)),
				argumentSet("gas price", "How much is gas right now?", new Question.GasPrice()),
				argumentSet("base fee", "current base fee please", new Question.GasPrice()),
				argumentSet("chain id", "What chain id is this?", new Question.Chain()),
				argumentSet("native balance", "How much ETH does " + ADDRESS + " have?",
						new Question.NativeBalance(ADDRESS)),
				argumentSet("token balance", "usdc balance of " + ADDRESS, new Question.TokenBalance(ADDRESS, "USDC")),
				argumentSet("every known token", "which tokens does " + ADDRESS + " hold",
						new Question.TokenBalance(ADDRESS, "")),
				argumentSet("checksummed address", "Balance of 0xAB" + "ab".repeat(19), new Question.Account(ADDRESS)),
				argumentSet("code", "Is " + ADDRESS + " a contract?", new Question.Code(ADDRESS)),
				argumentSet("a transaction beats an address", "did " + HASH + " succeed",
						new Question.TransactionAt(HASH)),
				argumentSet("supply", "How many USDC exist?", new Question.Supply("USDC")),
				argumentSet("who", "Who are you?", new Question.About()),
				argumentSet("a word inside another is no word", "Is the weather together nice?",
						new Question.Unknown()),
				argumentSet("off topic", "Write a poem about the sea", new Question.Unknown()));
	}

	@ParameterizedTest
	@MethodSource("sentences")
	void theFirstRuleThatFitsWins(String sentence, Question expected) {
		assertThat(QuestionReader.read(sentence)).isEqualTo(expected);
	}

}
