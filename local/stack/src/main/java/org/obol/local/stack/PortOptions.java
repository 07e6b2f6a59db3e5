package org.obol.local.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.obol.local.kubernetes.process.Ports;
import org.obol.local.stack.console.StackException;
import picocli.CommandLine.Option;

/**
 * The loopback ports of the suite. All are checked before anything starts, so that a
 * taken one leaves nothing behind.
 */
final class PortOptions {

	@Option(names = "--gateway-port", paramLabel = "PORT", defaultValue = "8402",
			description = "Where buyers pay (default: ${DEFAULT-VALUE}).")
	int gateway = 8402;

	@Option(names = "--gateway-admin-port", paramLabel = "PORT", defaultValue = "8403",
			description = "The gateway's admin API (default: ${DEFAULT-VALUE}).")
	int gatewayAdmin = 8403;

	@Option(names = "--storefront-port", paramLabel = "PORT", defaultValue = "8410",
			description = "The catalogue for people (default: ${DEFAULT-VALUE}).")
	int storefront = 8410;

	@Option(names = "--agent-tools-port", paramLabel = "PORT", defaultValue = "8450",
			description = "The agents' tools (default: ${DEFAULT-VALUE}).")
	int agentTools = 8450;

	@Option(names = "--chain-port", paramLabel = "PORT", defaultValue = "8545",
			description = "The dev chain's JSON-RPC (default: ${DEFAULT-VALUE}).")
	int chain = 8545;

	@Option(names = "--kubernetes-port", paramLabel = "PORT", defaultValue = "8443",
			description = "The Kubernetes API (default: ${DEFAULT-VALUE}).")
	int kubernetes = 8443;

	@Option(names = "--postgres-port", paramLabel = "PORT", defaultValue = "8432",
			description = "The ledger's PostgreSQL (default: ${DEFAULT-VALUE}).")
	int postgres = 8432;

	private record Wanted(String flag, int port, String purpose) {
	}

	/**
	 * Refuses ports that can't be used.
	 * @param startsChain whether a dev chain will need its port
	 * @throws StackException naming the port and the flag that moves it
	 */
	void check(boolean startsChain) {
		Map<Integer, String> seen = new HashMap<>();
		for (Wanted wanted : wanted(startsChain)) {
			if (wanted.port() < 1 || wanted.port() > 65535) {
				throw new StackException(wanted.flag() + " " + wanted.port() + " must be a port between 1 and 65535.");
			}
			String other = seen.put(wanted.port(), wanted.flag());
			if (other != null) {
				throw new StackException(
						other + " and " + wanted.flag() + " are both " + wanted.port() + ": give each its own port.");
			}
		}
		for (Wanted wanted : wanted(startsChain)) {
			if (!Ports.isFree(wanted.port())) {
				throw new StackException("Port " + wanted.port() + " (" + wanted.purpose()
						+ ") is in use: stop what listens there, or move it with " + wanted.flag() + " PORT.");
			}
		}
	}

	private List<Wanted> wanted(boolean startsChain) {
		List<Wanted> all = new ArrayList<>(List.of(new Wanted("--gateway-port", this.gateway, "payment gateway"),
				new Wanted("--gateway-admin-port", this.gatewayAdmin, "gateway's admin API"),
				new Wanted("--storefront-port", this.storefront, "storefront"),
				new Wanted("--agent-tools-port", this.agentTools, "agents' tools"),
				new Wanted("--kubernetes-port", this.kubernetes, "Kubernetes API"),
				new Wanted("--postgres-port", this.postgres, "ledger database")));
		if (startsChain) {
			all.add(new Wanted("--chain-port", this.chain, "dev chain"));
		}
		return all;
	}

}
