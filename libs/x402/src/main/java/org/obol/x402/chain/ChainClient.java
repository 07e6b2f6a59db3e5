package org.obol.x402.chain;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.obol.x402.Network;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.request.Transaction;
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

	private static final Duration TIMEOUT = ChainTransport.TIMEOUT;

	/** So many settlements at once need no new connections. */
	private static final int CONNECTIONS = 64;

	private static final Duration KEPT = Duration.ofMinutes(1);

	/**
	 * The most a question to a contract may take: buyers name some of the contracts.
	 */
	private static final BigInteger CALL_GAS = BigInteger.valueOf(5_000_000);

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
		OkHttpClient http = new OkHttpClient.Builder().callTimeout(TIMEOUT)
			.readTimeout(TIMEOUT)
			.connectionPool(new ConnectionPool(CONNECTIONS, KEPT.toSeconds(), TimeUnit.SECONDS))
			.build();
		return new ChainClient(network, Web3j.build(new HttpService(rpcUrl.toString(), http)));
	}

	/**
	 * A client for an endpoint that somebody else has the connections to; nothing is
	 * asked yet.
	 * @param network the chain that is expected there
	 * @param transport what carries the questions; closed with the client
	 * @return the client
	 */
	public static ChainClient connect(Network network, ChainTransport transport) {
		return new ChainClient(network, Web3j.build(new TransportService(transport)));
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
		long actual = Answers.proper(this.web3j.ethChainId()).getChainId().longValue();
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
		String code = Answers.proper(this.web3j.ethGetCode(address, DefaultBlockParameterName.LATEST)).getCode();
		return code.length() > 2;
	}

	/**
	 * The native balance, which pays for gas.
	 * @param address the account
	 * @return wei
	 */
	public BigInteger nativeBalance(String address) {
		return Answers.proper(this.web3j.ethGetBalance(address, DefaultBlockParameterName.LATEST)).getBalance();
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
		EthCall response = Answers.raw(request);
		Response.Error error = response.getError();
		if (error == null) {
			return new CallResult.Returned(response.getValue());
		}
		if (Answers.isContracts(error)) {
			return new CallResult.Reverted(error.getMessage(), error.getData());
		}
		throw Answers.failed(request, error);
	}

	/** What a transaction called; empty when it made a contract. */
	Optional<ContractCall> calledBy(String hash) {
		return Answers.proper(this.web3j.ethGetTransactionByHash(hash))
			.getTransaction()
			.filter((found) -> found.getTo() != null)
			.map((found) -> new ContractCall(found.getTo(), found.getInput()));
	}

	/**
	 * The newest block's number.
	 * @return the height
	 */
	public BigInteger blockNumber() {
		return Answers.proper(this.web3j.ethBlockNumber()).getBlockNumber();
	}

	/**
	 * What became of a transaction.
	 * @param hash its hash
	 * @return the receipt, or empty while it isn't mined
	 */
	public Optional<TransactionReceipt> receipt(String hash) {
		return Answers.proper(this.web3j.ethGetTransactionReceipt(hash)).getTransactionReceipt();
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
		return logs(contract, topics.subList(0, 1), topics.subList(1, topics.size()), from, to);
	}

	/** Events of several kinds, with the same first indexed values. */
	List<Log> logs(String contract, List<String> events, List<String> indexed, BigInteger from, BigInteger to) {
		EthFilter filter = new EthFilter(DefaultBlockParameter.valueOf(from), DefaultBlockParameter.valueOf(to),
				contract);
		filter.addOptionalTopics(events.toArray(String[]::new));
		indexed.forEach(filter::addSingleTopic);
		return Answers.proper(this.web3j.ethGetLogs(filter))
			.getLogs()
			.stream()
			.filter(EthLog.LogObject.class::isInstance)
			.map((log) -> ((EthLog.LogObject) log).get())
			.toList();
	}

	/** The next transaction nonce of an account, counting what waits in the pool. */
	BigInteger nextNonce(String address) {
		return Answers.proper(this.web3j.ethGetTransactionCount(address, DefaultBlockParameterName.PENDING))
			.getTransactionCount();
	}

	/** How many transactions of an account are in blocks: the nonce after theirs. */
	BigInteger minedNonce(String address) {
		return Answers.proper(this.web3j.ethGetTransactionCount(address, DefaultBlockParameterName.LATEST))
			.getTransactionCount();
	}

	/** How much gas a transaction needs; a refusal is told as one. */
	GasEstimate estimateGas(String from, String to, String data) {
		var request = this.web3j
			.ethEstimateGas(Transaction.createFunctionCallTransaction(from, null, null, null, to, data));
		var response = Answers.raw(request);
		Response.Error error = response.getError();
		if (error == null) {
			return new GasEstimate.Needs(response.getAmountUsed());
		}
		if (Answers.isContracts(error)) {
			return new GasEstimate.Reverts(error.getMessage());
		}
		throw Answers.failed(request, error);
	}

	Fees fees() {
		return Fees.now(this.web3j);
	}

	/**
	 * Hands a signed transaction to the node.
	 * @return what the node has against it, or empty when it took it
	 * @throws ChainException when no answer came; the node may have it all the same
	 */
	Optional<String> broadcast(String signed) {
		var response = Answers.raw(this.web3j.ethSendRawTransaction(signed));
		return Optional.ofNullable(response.getError()).map((error) -> String.valueOf(error.getMessage()));
	}

	@Override
	public void close() {
		this.web3j.shutdown();
	}

}
