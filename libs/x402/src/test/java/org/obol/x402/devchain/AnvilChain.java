package org.obol.x402.devchain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.obol.x402.Network;
import org.obol.x402.Token;
import org.obol.x402.TokenRegistry;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.ContractCall;
import org.obol.x402.evm.EvmAccount;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/**
 * An anvil that plays Base Sepolia, started on a free port when a test first asks for it
 * and stopped with the JVM.
 */
public final class AnvilChain {

	/** The chain it plays. */
	public static final Network NETWORK = Network.evm(84532);

	/** Test USDC: EIP-3009, 6 decimals. */
	public static final Token USDC = TokenRegistry.standard().bySymbol(NETWORK, "USDC").orElseThrow();

	/** Test OBOL: EIP-2612 only, 18 decimals. */
	public static final Token OBOL = TokenRegistry.standard().bySymbol(NETWORK, "OBOL").orElseThrow();

	private static final String MULTICALL = "0x000000000000000000000000000000000000ca11";

	private static final Pattern LISTENING = Pattern.compile("Listening on ([0-9.]+:[0-9]+)");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static AnvilChain shared;

	private final HttpClient http = HttpClient.newHttpClient();

	private final URI rpcUrl;

	private AnvilChain(URI rpcUrl) {
		this.rpcUrl = rpcUrl;
	}

	public static synchronized AnvilChain shared() {
		if (shared == null) {
			shared = start();
		}
		return shared;
	}

	private static AnvilChain start() {
		try {
			Process process = new ProcessBuilder(AnvilProgram.installed().toString(), "--host", "127.0.0.1", "--port",
					"0", "--chain-id", Long.toString(NETWORK.chainId()))
				.redirectErrorStream(true)
				.start();
			Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
			BufferedReader output = process.inputReader();
			String line;
			while ((line = output.readLine()) != null) {
				Matcher matcher = LISTENING.matcher(line);
				if (matcher.find()) {
					Thread.ofVirtual().start(() -> output.lines().forEach((ignored) -> {
					}));
					AnvilChain chain = new AnvilChain(URI.create("http://" + matcher.group(1)));
					chain.place("TestUsdc", USDC.address());
					chain.place("TestObol", OBOL.address());
					return chain;
				}
			}
			throw new IllegalStateException("anvil ended before it listened");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public URI rpcUrl() {
		return this.rpcUrl;
	}

	public ChainClient client() {
		return ChainClient.connect(NETWORK, this.rpcUrl);
	}

	/** A new account with some of the chain's own coin. */
	public EvmAccount fundedAccount() {
		EvmAccount account = newAccount();
		rpc("anvil_setBalance", account.address(), "0x56bc75e2d63100000");
		return account;
	}

	public EvmAccount newAccount() {
		byte[] key = new byte[32];
		new java.security.SecureRandom().nextBytes(key);
		return EvmAccount.ofPrivateKey(HexFormat.of().formatHex(key));
	}

	public void mint(Token token, String to, long atomic) {
		// mint(address,uint256)
		send(token.address(), "0x40c10f19" + word(to) + "%064x".formatted(BigInteger.valueOf(atomic)));
	}

	public BigInteger balance(Token token, String owner) {
		String result = rpc("eth_call", Map.of("to", token.address(), "data", "0x70a08231" + word(owner)), "latest")
			.asString();
		return new BigInteger(result.substring(2), 16);
	}

	/** Sends from an account that anvil holds the key of, and waits until it is mined. */
	public String send(String to, String data) {
		return sendFrom(rpc("eth_accounts").get(0).asString(), to, data);
	}

	public String sendFrom(String from, String to, String data) {
		String hash = rpc("eth_sendTransaction", Map.of("from", from, "to", to, "data", data, "gas", "0x7a1200"))
			.asString();
		// Anvil answers when the pool has it, and mines a moment later.
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> rpc("eth_getTransactionReceipt", hash).isObject());
		return hash;
	}

	/** Makes several calls in one transaction, or none of them. */
	public String sendTogether(List<ContractCall> calls) {
		place("TestMulticall", MULTICALL);
		List<DynamicStruct> all = calls.stream()
			.map((call) -> new DynamicStruct(new Address(call.to()), new Bool(false),
					new DynamicBytes(HexFormat.of().parseHex(call.data(), 2, call.data().length()))))
			.toList();
		return send(MULTICALL, selector("aggregate3((address,bool,bytes)[])")
				+ FunctionEncoder.encodeConstructor(List.of(new DynamicArray<>(DynamicStruct.class, all))));
	}

	public String selector(String function) {
		return org.web3j.crypto.Hash.sha3String(function).substring(0, 10);
	}

	/** Places code from an artefact of {@code local/stack} at an address. */
	public void place(String contract, String address) {
		Path root = Path.of(System.getProperty("obol.root", "../.."));
		place(root.resolve("local/stack/src/main/resources/org/obol/local/stack/chain/" + contract + ".json"), address);
	}

	public void place(Path artefact, String address) {
		try {
			rpc("anvil_setCode", address, JSON.readTree(Files.readString(artefact)).get("deployedBytecode").asString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public JsonNode rpc(String method, Object... parameters) {
		byte[] body = JSON
			.writeValueAsBytes(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters)));
		try {
			HttpResponse<byte[]> response = this.http.send(HttpRequest.newBuilder(this.rpcUrl)
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofByteArray(body))
				.build(), HttpResponse.BodyHandlers.ofByteArray());
			JsonNode answer = JSON.readTree(response.body());
			if (answer.has("error")) {
				throw new IllegalStateException(method + ": " + answer.get("error"));
			}
			return answer.get("result");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String word(String address) {
		return "0".repeat(24) + address.substring(2).toLowerCase(Locale.ROOT);
	}

}
