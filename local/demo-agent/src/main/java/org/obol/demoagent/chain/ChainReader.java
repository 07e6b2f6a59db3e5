package org.obol.demoagent.chain;

import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * Reads the chain. Every method throws {@link ChainUnavailableException} when the chain
 * gives no answer; amounts are atomic.
 */
public class ChainReader {

	private static final String BALANCE_OF = "0x70a08231";

	private static final String TOTAL_SUPPLY = "0x18160ddd";

	private final JsonRpc rpc;

	public ChainReader(URI url) {
		this.rpc = new JsonRpc(url);
	}

	public long chainId() {
		return number(this.rpc.call("eth_chainId")).longValueExact();
	}

	public Block latestBlock() {
		return block("latest")
			.orElseThrow(() -> new ChainUnavailableException("eth_getBlockByNumber knows no latest block", null));
	}

	public Optional<Block> block(long number) {
		return block(hex(number));
	}

	/** The price that a transaction would pay now, in wei per gas, tip included. */
	public BigInteger gasPrice() {
		return number(this.rpc.call("eth_gasPrice"));
	}

	public BigInteger nativeBalance(String address, Block at) {
		return number(this.rpc.call("eth_getBalance", address, hex(at.number())));
	}

	public long transactionCount(String address, Block at) {
		return number(this.rpc.call("eth_getTransactionCount", address, hex(at.number()))).longValueExact();
	}

	/**
	 * How many bytes of code live at the address; zero for an account with a key only.
	 */
	public int codeSize(String address, Block at) {
		return (this.rpc.call("eth_getCode", address, hex(at.number())).asString().length() - 2) / 2;
	}

	public BigInteger balanceOf(Token token, String owner, Block at) {
		return ask(token, BALANCE_OF + "0".repeat(24) + owner.substring(2), at);
	}

	public BigInteger totalSupply(Token token, Block at) {
		return ask(token, TOTAL_SUPPLY, at);
	}

	public Optional<Transaction> transaction(String hash) {
		JsonNode transaction = this.rpc.call("eth_getTransactionByHash", hash);
		return transaction.isNull() ? Optional.empty()
				: Optional.of(transaction(transaction, this.rpc.call("eth_getTransactionReceipt", hash)));
	}

	private BigInteger ask(Token token, String data, Block at) {
		JsonNode result = this.rpc.call("eth_call", Map.of("to", token.address(), "data", data), hex(at.number()));
		if (result.asString().length() != 66) {
			throw new ChainUnavailableException("eth_call: " + token.symbol() + " did not answer", null);
		}
		return number(result);
	}

	private Optional<Block> block(String which) {
		JsonNode block = this.rpc.call("eth_getBlockByNumber", which, false);
		return block.isNull() ? Optional.empty() : Optional.of(block(block));
	}

	private static Block block(JsonNode block) {
		return new Block(number(block.path("number")).longValueExact(), block.path("hash").asString(),
				Instant.ofEpochSecond(number(block.path("timestamp")).longValueExact()),
				block.path("transactions").size(), number(block.path("gasUsed")).longValueExact(),
				number(block.path("gasLimit")).longValueExact(),
				block.hasNonNull("baseFeePerGas") ? number(block.path("baseFeePerGas")) : BigInteger.ZERO);
	}

	private static Transaction transaction(JsonNode transaction, JsonNode receipt) {
		boolean mined = receipt.isObject();
		return new Transaction(transaction.path("from").asString(),
				transaction.hasNonNull("to") ? transaction.path("to").asString() : null,
				number(transaction.path("value")), mined ? number(receipt.path("blockNumber")).longValueExact() : null,
				mined ? number(receipt.path("status")).equals(BigInteger.ONE) : null,
				mined ? number(receipt.path("gasUsed")).longValueExact() : 0);
	}

	private static BigInteger number(JsonNode quantity) {
		String text = quantity.asString("");
		if (!text.matches("0x[0-9a-fA-F]+")) {
			throw new ChainUnavailableException("The chain answered with something that is no quantity", null);
		}
		return new BigInteger(text.substring(2), 16);
	}

	private static String hex(long number) {
		return "0x" + Long.toHexString(number);
	}

}
