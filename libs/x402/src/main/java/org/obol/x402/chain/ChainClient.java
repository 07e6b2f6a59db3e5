package org.obol.x402.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import okhttp3.OkHttpClient;
import org.obol.x402.Network;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.http.HttpService;

/**
 * One chain's JSON-RPC endpoint, with the few questions that payments need. Each call
 * blocks until the node answers. Safe for use by many threads.
 */
public final class ChainClient implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	/**
	 * The most a question to a contract may take: buyers name some of the contracts.
	 */
	private static final BigInteger CALL_GAS = BigInteger.valueOf(5_000_000);

	/** In what nodes say when a contract did not come to a proper end. */
	private static final List<String> CONTRACTS = List.of("revert", "out of gas", "outofgas", "gas required exceeds",
			"opcode", "invalid jump", "invalidjump", "stack overflow", "stack underflow", "stackoverflow",
			"stackunderflow", "return data out of bounds", "max code size", "execution aborted");

	private static final int REVERTED = 3;

	private final Network network;

	private final Web3j web3j;

	private ChainClient(Network network, Web3j web3j) {
		this.network = network;
		this.web3j = web3j;
	}

	/**
	 * A client for one endpoint; nothing is asked yet.
	 * @param network the chain that is expected there
	 * @param rpcUrl the endpoint
	 * @return the client
	 */
	public static ChainClient connect(Network network, URI rpcUrl) {
		OkHttpClient http = new OkHttpClient.Builder().callTimeout(TIMEOUT).readTimeout(TIMEOUT).build();
		return new ChainClient(network, Web3j.build(new HttpService(rpcUrl.toString(), http)));
	}

	/**
	 * The chain that is expected behind the endpoint.
	 * @return the network
	 */
	public Network network() {
		return this.network;
	}

	/**
	 * Makes sure that the endpoint serves the expected chain: a signature for another one
	 * would be worthless.
	 * @throws ChainException when it serves another, or doesn't answer
	 */
	public void requireExpectedChain() {
		long actual = send(this.web3j.ethChainId()).getChainId().longValue();
		if (actual != this.network.chainId()) {
			throw new ChainException("the RPC endpoint serves chain " + actual + ", not " + this.network.chainId()
					+ " (" + this.network.displayName() + ")");
		}
	}

	/**
	 * Whether a contract lives at an address; also an account that delegated to one
	 * (EIP-7702).
	 * @param address the address
	 * @return true when it has code
	 */
	public boolean hasCode(String address) {
		String code = send(this.web3j.ethGetCode(address, DefaultBlockParameterName.LATEST)).getCode();
		return code.length() > 2;
	}

	/**
	 * The native balance, which pays for gas.
	 * @param address the account
	 * @return wei
	 */
	public BigInteger nativeBalance(String address) {
		return send(this.web3j.ethGetBalance(address, DefaultBlockParameterName.LATEST)).getBalance();
	}

	/**
	 * Asks a contract, without a transaction.
	 * @param from the sender it shall see
	 * @param to the contract
	 * @param data the call, 0x and hex
	 * @return its answer, or its refusal
	 */
	public CallResult call(String from, String to, String data) {
		return call(from, to, data, CALL_GAS);
	}

	/**
	 * Runs a call without sending it, with so much gas and no more: what runs out of it
	 * is refused.
	 * @param from who would call
	 * @param to the contract
	 * @param data 0x and hex
	 * @param gas the most it may take
	 * @return what it returned, or that it was refused
	 * @throws ChainException when the chain can't be asked
	 */
	public CallResult call(String from, String to, String data, BigInteger gas) {
		return call(new Transaction(from, null, null, gas, to, null, data));
	}

	/** Runs a constructor, without deploying anything. */
	CallResult create(String from, String code, BigInteger gas) {
		return call(new Transaction(from, null, null, gas, null, null, code));
	}

	private CallResult call(Transaction transaction) {
		Request<?, EthCall> request = this.web3j.ethCall(transaction, DefaultBlockParameterName.LATEST);
		EthCall response = sendRaw(request);
		Response.Error error = response.getError();
		if (error == null) {
			return new CallResult.Returned(response.getValue());
		}
		if (isContracts(error)) {
			return new CallResult.Reverted(error.getMessage(), error.getData());
		}
		throw failed(request, error);
	}

	/** What a transaction called with. */
	Optional<String> input(String hash) {
		return send(this.web3j.ethGetTransactionByHash(hash)).getTransaction().map((found) -> found.getInput());
	}

	/**
	 * The newest block's number.
	 * @return the height
	 */
	public BigInteger blockNumber() {
		return send(this.web3j.ethBlockNumber()).getBlockNumber();
	}

	/**
	 * What became of a transaction.
	 * @param hash its hash
	 * @return the receipt, or empty while it isn't mined
	 */
	public Optional<TransactionReceipt> receipt(String hash) {
		return send(this.web3j.ethGetTransactionReceipt(hash)).getTransactionReceipt();
	}

	/**
	 * The events a contract emitted.
	 * @param contract its address
	 * @param topics the indexed values, the first is the event's hash
	 * @param from the first block
	 * @param to the last block
	 * @return the events, oldest first
	 */
	public List<Log> logs(String contract, List<String> topics, BigInteger from, BigInteger to) {
		EthFilter filter = new EthFilter(DefaultBlockParameter.valueOf(from), DefaultBlockParameter.valueOf(to),
				contract);
		topics.forEach(filter::addSingleTopic);
		return send(this.web3j.ethGetLogs(filter)).getLogs()
			.stream()
			.filter(EthLog.LogObject.class::isInstance)
			.map((log) -> ((EthLog.LogObject) log).get())
			.toList();
	}

	/** The next transaction nonce of an account, counting what waits in the pool. */
	BigInteger nextNonce(String address) {
		return send(this.web3j.ethGetTransactionCount(address, DefaultBlockParameterName.PENDING))
			.getTransactionCount();
	}

	/** How much gas a transaction needs; a refusal is told as one. */
	GasEstimate estimateGas(String from, String to, String data) {
		var request = this.web3j
			.ethEstimateGas(Transaction.createFunctionCallTransaction(from, null, null, null, to, data));
		var response = sendRaw(request);
		Response.Error error = response.getError();
		if (error == null) {
			return new GasEstimate.Needs(response.getAmountUsed());
		}
		if (isContracts(error)) {
			return new GasEstimate.Reverts(error.getMessage());
		}
		throw failed(request, error);
	}

	Fees fees() {
		EthBlock.Block latest = send(this.web3j.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false))
			.getBlock();
		String baseFee = latest.getBaseFeePerGasRaw();
		BigInteger base = (baseFee != null) ? latest.getBaseFeePerGas() : send(this.web3j.ethGasPrice()).getGasPrice();
		BigInteger tip = send(this.web3j.ethMaxPriorityFeePerGas()).getMaxPriorityFeePerGas();
		return Fees.over(base, tip);
	}

	/**
	 * Hands a signed transaction to the node.
	 * @return what the node has against it, or empty when it took it
	 * @throws ChainException when no answer came; the node may have it all the same
	 */
	Optional<String> broadcast(String signed) {
		var response = sendRaw(this.web3j.ethSendRawTransaction(signed));
		return Optional.ofNullable(response.getError()).map((error) -> String.valueOf(error.getMessage()));
	}

	@Override
	public void close() {
		this.web3j.shutdown();
	}

	private static <T extends Response<?>> T sendRaw(Request<?, T> request) {
		try {
			return request.send();
		}
		catch (IOException | RuntimeException ex) {
			// The client wraps garbage and HTTP errors in runtime exceptions of many
			// kinds.
			throw new ChainException(request.getMethod() + " got no answer", ex);
		}
	}

	private static <T extends Response<?>> T send(Request<?, T> request) {
		T response = sendRaw(request);
		if (response.hasError()) {
			throw failed(request, response.getError());
		}
		if (response.getResult() == null && !"eth_getTransactionReceipt".equals(request.getMethod())) {
			throw new ChainException(request.getMethod() + " answered nothing");
		}
		return response;
	}

	private static ChainException failed(Request<?, ?> request, Response.Error error) {
		return new ChainException(request.getMethod() + " failed: " + error.getMessage());
	}

	/**
	 * Whether it is the contract that refuses, or breaks, and not the node. A buyer's
	 * wallet may do so in any way it likes, and the node is none the worse for it.
	 */
	private static boolean isContracts(Response.Error error) {
		String message = (error.getMessage() != null) ? error.getMessage().toLowerCase(Locale.ROOT) : "";
		return error.getCode() == REVERTED || CONTRACTS.stream().anyMatch(message::contains);
	}

}
