package org.obol.x402;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A chain, named as CAIP-2 names it ({@code eip155:84532}). Wire version 1 and people use
 * other names; both translate to and from this one.
 *
 * @param caip2 namespace and reference, separated by a colon
 */
public record Network(String caip2) {

	private static final Pattern CAIP2 = Pattern.compile("[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}");

	private static final Pattern EVM = Pattern.compile("eip155:[1-9][0-9]{0,17}");

	private static final String EVM_PREFIX = "eip155:";

	public Network {
		if (!CAIP2.matcher(caip2).matches() || (caip2.startsWith(EVM_PREFIX) && !EVM.matcher(caip2).matches())) {
			throw new IllegalArgumentException("not a CAIP-2 network such as eip155:84532");
		}
	}

	/**
	 * Reads a network however it is written: CAIP-2, v1 name, or a usual alias such as
	 * {@code mainnet}.
	 * @param text the network
	 * @return the network
	 * @throws IllegalArgumentException for an unknown name; the message lists the known
	 * ones
	 */
	public static Network parse(String text) {
		if (text.indexOf(':') >= 0) {
			return new Network(text);
		}
		return NetworkNames.caip2Of(text)
			.map(Network::new)
			.orElseThrow(() -> new IllegalArgumentException("unknown network '" + text
					+ "': use a CAIP-2 id such as eip155:84532 or one of " + String.join(", ", names())));
	}

	/**
	 * Reads the name of a network in a message of protocol version 1.
	 * @param name for example {@code base-sepolia}
	 * @return the network, or empty when v1 has no such name
	 */
	public static Optional<Network> ofV1Name(String name) {
		return NetworkNames.caip2OfV1(name).map(Network::new);
	}

	/**
	 * An EVM chain by number.
	 * @param chainId the EIP-155 chain id
	 * @return the network
	 */
	public static Network evm(long chainId) {
		return new Network(EVM_PREFIX + chainId);
	}

	/**
	 * The names a person may use.
	 * @return one name per known chain
	 */
	public static List<String> names() {
		return NetworkNames.all();
	}

	/**
	 * Whether this is an EVM chain.
	 * @return true for the namespace {@code eip155}
	 */
	public boolean isEvm() {
		return this.caip2.startsWith(EVM_PREFIX);
	}

	/**
	 * The EIP-155 chain id.
	 * @return the number behind the colon
	 * @throws IllegalStateException when this is no EVM chain
	 */
	public long chainId() {
		if (!isEvm()) {
			throw new IllegalStateException(this.caip2 + " is not an EVM chain");
		}
		return Long.parseLong(this.caip2.substring(EVM_PREFIX.length()));
	}

	/**
	 * What people call it.
	 * @return for example {@code base-sepolia}; the CAIP-2 id when there is no name
	 */
	public String displayName() {
		return NetworkNames.name(this.caip2).orElse(this.caip2);
	}

	/**
	 * The name in messages of protocol version 1.
	 * @return the name, or empty when v1 can't express this chain
	 */
	public Optional<String> v1Name() {
		return NetworkNames.v1Name(this.caip2);
	}

	/**
	 * Whether the published v1 clients know the name. One unknown name in a v1 offer list
	 * makes {@code x402-fetch} 1.2 refuse the whole list.
	 * @return true when the chain may stand in a v1 offer
	 */
	public boolean isKnownToV1Clients() {
		return NetworkNames.knownToV1Clients(this.caip2);
	}

	@Override
	public String toString() {
		return this.caip2;
	}

}
