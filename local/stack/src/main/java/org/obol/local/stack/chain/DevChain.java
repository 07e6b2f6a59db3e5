package org.obol.local.stack.chain;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.obol.local.kubernetes.process.ChildProcess;
import org.obol.local.kubernetes.process.ProcessCommand;
import org.obol.local.stack.console.StackException;

/**
 * An anvil that plays Base Sepolia on loopback: same chain id, test USDC and test OBOL at
 * the real addresses, a block per transaction. What happened on it survives a restart.
 */
public final class DevChain implements AutoCloseable {

	/** Base Sepolia's chain id. */
	public static final int CHAIN_ID = 84532;

	/** A hundred ether, in wei. */
	private static final String GAS_MONEY = "0x56bc75e2d63100000";

	private final ChildProcess process;

	private final URI url;

	private DevChain(ChildProcess process, URI url) {
		this.process = process;
		this.url = url;
	}

	/**
	 * Starts the chain and returns once the tokens answer.
	 * @param anvil the program
	 * @param port the loopback port
	 * @param directory the folder that keeps the chain between runs
	 * @param log where its output goes
	 * @return the running chain
	 * @throws StackException if it does not come up
	 */
	public static DevChain start(Path anvil, int port, Path directory, Path log) {
		// The state is written on exit and every few seconds, for the day when nobody
		// says goodbye.
		List<String> command = List.of(anvil.toString(), "--host", "127.0.0.1", "--port", String.valueOf(port),
				"--chain-id", String.valueOf(CHAIN_ID), "--state", directory.resolve("state.json").toString(),
				"--state-interval", "5");
		ChildProcess process = ChildProcess
			.start(new ProcessCommand("chain", command, Map.of("HOME", directory.toString()), directory, log));
		DevChain chain = new DevChain(process, URI.create("http://127.0.0.1:" + port));
		try {
			chain.awaitAnswer();
			chain.placeContracts();
			return chain;
		}
		catch (RuntimeException ex) {
			chain.close();
			throw ex;
		}
	}

	private void awaitAnswer() {
		ChainRpc rpc = rpc();
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (true) {
			try {
				rpc.chainId();
				return;
			}
			catch (ChainException ex) {
				if (!this.process.isAlive() || System.nanoTime() > deadline) {
					throw new StackException("The dev chain did not start: see " + this.process.log(), ex);
				}
				pause();
			}
		}
	}

	private static void pause() {
		try {
			Thread.sleep(50);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StackException("interrupted while the dev chain started", ex);
		}
	}

	private void placeContracts() {
		ChainRpc rpc = rpc();
		for (TestToken token : TestToken.values()) {
			place(rpc, token.address(), token.runtimeCode());
		}
		for (PlacedContract contract : PlacedContract.values()) {
			place(rpc, contract.address(), contract.runtimeCode());
		}
	}

	private static void place(ChainRpc rpc, String address, String code) {
		if (!code.equalsIgnoreCase(rpc.code(address))) {
			rpc.call("anvil_setCode", address, code);
		}
	}

	/**
	 * Gives an account ether for gas.
	 * @param address the account
	 */
	public void fund(String address) {
		rpc().call("anvil_setBalance", address, GAS_MONEY);
	}

	/** Opens a client. */
	public ChainRpc rpc() {
		return new ChainRpc(this.url);
	}

	/** Says where the chain answers. */
	public URI url() {
		return this.url;
	}

	/** Says which process it is. */
	public ChildProcess process() {
		return this.process;
	}

	@Override
	public void close() {
		this.process.stop(Duration.ofSeconds(10));
	}

}
