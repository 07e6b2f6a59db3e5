package org.obol.demoagent.analyst;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

import org.obol.demoagent.chain.Block;
import org.obol.demoagent.chain.ChainReader;
import org.obol.demoagent.chain.ChainUnavailableException;
import org.obol.demoagent.chain.Token;
import org.obol.demoagent.chain.Transaction;

/**
 * Answers questions about the chain. Each answer carries a real figure and the block it
 * was read at.
 */
public final class Analyst {

	private static final int GWEI_DECIMALS = 9;

	private static final int ETHER_DECIMALS = 18;

	private final ChainReader chain;

	private final AgentHome home;

	public Analyst(ChainReader chain, AgentHome home) {
		this.chain = chain;
		this.home = home;
	}

	/**
	 * Answers one message.
	 * @param message what the buyer wrote last
	 * @return the answer in plain words
	 * @throws ChainUnavailableException when the chain can't be read
	 */
	public String answer(String message) {
		Question question = QuestionReader.read(message);
		Block at = this.chain.latestBlock();
		return question.skill()
			.filter((skill) -> !this.home.allows(skill))
			.map((skill) -> refuse(skill, at))
			.orElseGet(() -> answer(question, at));
	}

	private String answer(Question question, Block at) {
		return switch (question) {
			case Question.LatestBlock() -> latest(at);
			case Question.Chain() -> "This is chain " + this.chain.chainId() + " (eip155:" + this.chain.chainId()
					+ "), at block " + at.number() + ".";
			case Question.BlockAt(long number) -> blockAt(number, at);
			case Question.GasPrice() -> gasPrice(at);
			case Question.NativeBalance(String address) -> address + " holds " + ether(address, at) + when(at);
			case Question.TokenBalance(String address, String symbol) -> tokens(address, symbol, at);
			case Question.Supply(String symbol) -> supply(symbol, at);
			case Question.Account(String address) -> account(address, at);
			case Question.Code(String address) -> code(address, at);
			case Question.TransactionAt(String hash) -> transaction(hash, at);
			case Question.About() -> about(at);
			case Question.Unknown() -> "I can't answer that: I only read this chain. " + abilities() + " " + latest(at);
		};
	}

	private String refuse(Skill skill, Block at) {
		return "I can't answer that: it needs the skill '" + skill.folder() + "', which I was not given. " + latest(at);
	}

	private String about(Block at) {
		return this.home.objective().map((objective) -> "My objective: " + objective + " ").orElse("") + abilities()
				+ " " + latest(at);
	}

	private static String abilities() {
		return "Ask me for the latest block or a block by number, the gas price, the chain id, "
				+ "the ETH, USDC or OBOL balance of an address, the code at an address, "
				+ "the supply of USDC or OBOL, or a transaction by its hash.";
	}

	private static String latest(Block at) {
		return "The latest block is " + at.number() + ", made at " + at.time() + ", with " + at.transactions()
				+ ((at.transactions() == 1) ? " transaction." : " transactions.");
	}

	private String blockAt(long number, Block at) {
		return this.chain.block(number)
			.map((block) -> "Block " + block.number() + " was made at " + block.time() + " with " + block.transactions()
					+ " transactions and " + block.gasUsed() + " of " + block.gasLimit() + " gas used; its hash is "
					+ block.hash() + ".")
			.orElseGet(() -> "There is no block " + number + " yet. " + latest(at));
	}

	private String gasPrice(Block at) {
		return "Gas costs " + gwei(this.chain.gasPrice()) + " now; the base fee is " + gwei(at.baseFeePerGas())
				+ when(at);
	}

	private String tokens(String address, String symbol, Block at) {
		List<Token> asked = known(symbol, at);
		if (asked.isEmpty()) {
			return "I know no token" + (symbol.isEmpty() ? "" : " " + symbol) + " on this chain. " + latest(at);
		}
		return address + " holds "
				+ asked.stream()
					.map((token) -> token.format(this.chain.balanceOf(token, address, at)))
					.collect(Collectors.joining(" and "))
				+ when(at);
	}

	private String supply(String symbol, Block at) {
		return known(symbol, at).stream()
			.findFirst()
			.map((token) -> "There are " + token.format(this.chain.totalSupply(token, at)) + when(at))
			.orElseGet(() -> "I know no token " + symbol + " on this chain. " + latest(at));
	}

	private String account(String address, Block at) {
		String funds = this.home.allows(Skill.ADDRESSES) ? known("", at).stream()
			.map((token) -> ", " + token.format(this.chain.balanceOf(token, address, at)))
			.collect(Collectors.joining()) : "";
		int code = this.chain.codeSize(address, at);
		return address + " holds " + ether(address, at) + funds + ", has sent "
				+ this.chain.transactionCount(address, at) + " transactions and "
				+ ((code == 0) ? "has no code" : "is a contract of " + code + " bytes") + when(at);
	}

	private String code(String address, Block at) {
		int size = this.chain.codeSize(address, at);
		return ((size == 0) ? "There is no code at " + address
				: "There is a contract of " + size + " bytes at " + address) + when(at);
	}

	private String transaction(String hash, Block at) {
		return this.chain.transaction(hash)
			.map((transaction) -> describe(hash, transaction, at))
			.orElseGet(() -> "The chain knows no transaction " + hash + when(at));
	}

	private static String describe(String hash, Transaction transaction, Block at) {
		String what = "Transaction " + hash + " from " + transaction.from() + " "
				+ ((transaction.to() == null) ? "creating a contract" : "to " + transaction.to()) + " with "
				+ Token.decimal(transaction.value(), ETHER_DECIMALS) + " ETH ";
		if (transaction.blockNumber() == null) {
			return what + "is still waiting" + when(at);
		}
		return what + (Boolean.TRUE.equals(transaction.succeeded()) ? "succeeded" : "failed") + " in block "
				+ transaction.blockNumber() + " and used " + transaction.gasUsed() + " gas" + when(at);
	}

	/** The tokens that are really deployed here: a dev chain may lack them. */
	private List<Token> known(String symbol, Block at) {
		return Token.knownOn(this.chain.chainId())
			.stream()
			.filter((token) -> symbol.isEmpty() || token.symbol().equals(symbol))
			.filter((token) -> this.chain.codeSize(token.address(), at) > 0)
			.toList();
	}

	private String ether(String address, Block at) {
		return Token.decimal(this.chain.nativeBalance(address, at), ETHER_DECIMALS) + " ETH";
	}

	private static String gwei(BigInteger wei) {
		return Token.decimal(wei, GWEI_DECIMALS) + " gwei";
	}

	private static String when(Block at) {
		return ", read at block " + at.number() + ".";
	}

}
