package org.obol.local.stack.data;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * What runs now and where, as {@code stack.json} tells it to the console and to
 * {@code stack status}.
 *
 * @param pid the process that holds the stack together
 * @param startedAt when it began to start
 * @param ready whether every program of the suite has been available
 * @param kubeconfig the file that an administrator uses
 * @param gatewayUrl where buyers pay
 * @param adminUrl the gateway's admin API
 * @param storefrontUrl the catalogue for people
 * @param rpcUrl the chain
 * @param network the chain's CAIP-2 name, for example {@code eip155:84532}
 * @param processes every program, the agents' among them
 */
public record StackState(long pid, Instant startedAt, boolean ready, String kubeconfig, URI gatewayUrl, URI adminUrl,
		URI storefrontUrl, URI rpcUrl, String network, List<RunningProcess> processes) {

	/**
	 * The same stack with what runs in it now.
	 * @param now every program
	 * @return a copy
	 */
	public StackState withProcesses(List<RunningProcess> now) {
		return new StackState(this.pid, this.startedAt, this.ready, this.kubeconfig, this.gatewayUrl, this.adminUrl,
				this.storefrontUrl, this.rpcUrl, this.network, List.copyOf(now));
	}

	/**
	 * The same stack, once every program has been available.
	 * @return a copy
	 */
	public StackState asReady() {
		return new StackState(this.pid, this.startedAt, true, this.kubeconfig, this.gatewayUrl, this.adminUrl,
				this.storefrontUrl, this.rpcUrl, this.network, this.processes);
	}

}
