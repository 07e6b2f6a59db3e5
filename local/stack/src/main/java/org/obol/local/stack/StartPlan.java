package org.obol.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.obol.local.stack.chain.AnvilInstallation;
import org.obol.local.stack.chain.ChainException;
import org.obol.local.stack.chain.ChainRpc;
import org.obol.local.stack.chain.DevChain;
import org.obol.local.stack.console.StackException;
import org.obol.local.stack.data.DataDirectory;
import org.obol.local.stack.data.StackState;
import org.obol.local.stack.data.StateFile;

/**
 * Everything that a start needs to know, checked: a plan that exists can be carried out.
 *
 * @param data the data directory
 * @param checkout the built programs and the chart
 * @param ports who listens where
 * @param existingChain the chain to use, or {@code null} to start one
 * @param network the chain's CAIP-2 name
 * @param facilitator the facilitator to use, or {@code null} for the gateway's own
 * @param options what was typed, for the rest
 */
record StartPlan(DataDirectory data, Checkout checkout, PortOptions ports, @Nullable URI existingChain, String network,
		@Nullable URI facilitator, StackOptions options) {

	/**
	 * Checks what was typed against this machine, before anything starts.
	 * @param options what was typed
	 * @param checkout the built programs and the chart
	 * @param environment the environment of this process
	 * @return the plan
	 * @throws StackException in one line, when it can't be carried out
	 */
	static StartPlan check(StackOptions options, Checkout checkout, Map<String, String> environment) {
		DataDirectory data = options.data(environment);
		refuseSecondStart(data);
		URI chain = options.rpc();
		URI facilitator = options.facilitator();
		options.startTimeout();
		options.ports.check(chain == null);
		checkout.requireBuilt();
		if (chain == null) {
			anvil(environment).requireInstallable();
		}
		return new StartPlan(data, checkout, options.ports, chain, network(chain), facilitator, options);
	}

	static AnvilInstallation anvil(Map<String, String> environment) {
		Path npm = DataDirectory.cache(environment).resolve("npm");
		return new AnvilInstallation(npm.resolve("anvil-" + AnvilInstallation.VERSION), environment);
	}

	private static void refuseSecondStart(DataDirectory data) {
		Optional<StackState> running = new StateFile(data).running();
		if (running.isPresent()) {
			throw new StackException(
					"The suite already runs on " + data.root() + " (process " + running.get().pid() + " since "
							+ running.get().startedAt() + "): see obol stack status, or stop it with obol stack down.");
		}
	}

	private static String network(@Nullable URI chain) {
		if (chain == null) {
			return "eip155:" + DevChain.CHAIN_ID;
		}
		try {
			return "eip155:" + new ChainRpc(chain).chainId();
		}
		catch (ChainException ex) {
			throw new StackException("--rpc-url " + chain + " does not answer as a chain: " + ex.getMessage(), ex);
		}
	}

	Duration startTimeout() {
		return this.options.startTimeout();
	}

	boolean startsChain() {
		return this.existingChain == null;
	}

	URI gatewayUrl() {
		return loopback(this.ports.gateway);
	}

	URI adminUrl() {
		return loopback(this.ports.gatewayAdmin);
	}

	URI storefrontUrl() {
		return loopback(this.ports.storefront);
	}

	URI rpcUrl() {
		return (this.existingChain != null) ? this.existingChain : URI.create("http://127.0.0.1:" + this.ports.chain);
	}

	private static URI loopback(int port) {
		return URI.create("http://localhost:" + port);
	}

}
