package org.obol.agenttools.spending;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.Network;
import org.obol.x402.evm.EvmAddress;

/**
 * What a seller lets an agent do with its wallet: an annotation on the Agent, because the
 * resource's fields are fixed. Without it, or with anything in it that can't be read,
 * nothing is signed.
 *
 * @param transfers how much may be sent, per asset
 * @param fees how much may go to fees, per network
 * @param purchases how much may be paid for services, per asset
 * @param recipients who may receive, in lower case
 * @param hosts which hosts may be bought from; empty for all that are public
 * @param contracts whose typed data may be signed, in lower case
 * @param messages whether plain texts may be signed
 * @param calls which functions of which contracts may be called
 */
public record SpendingPolicy(List<Limit> transfers, List<Limit> fees, List<Limit> purchases, Set<String> recipients,
		Set<String> hosts, Set<String> contracts, boolean messages, List<CallRule> calls) {

	/** The annotation with the policy, as JSON. */
	public static final String ANNOTATION = "obol.org/spending-policy";

	/** An agent that may do nothing with its wallet. */
	public static final SpendingPolicy NOTHING = new SpendingPolicy(List.of(), List.of(), List.of(), Set.of(), Set.of(),
			Set.of(), false, List.of());

	/**
	 * The policy of an agent.
	 * @param caller the agent
	 * @return its policy, {@link #NOTHING} without one
	 * @throws ToolRefusedException if the annotation can't be read
	 */
	public static SpendingPolicy of(Caller caller) {
		return caller.annotation(ANNOTATION).map(PolicyReader::read).orElse(NOTHING);
	}

	/**
	 * How much of an asset may be sent.
	 * @param network the chain
	 * @param asset {@code native} or the contract
	 * @return the limit, empty if none may be sent
	 */
	public Optional<Limit> transfer(Network network, String asset) {
		return find(this.transfers, network, asset);
	}

	/**
	 * How much may go to fees.
	 * @param network the chain
	 * @return the limit, empty if no transaction may be sent
	 */
	public Optional<Limit> fee(Network network) {
		return find(this.fees, network, Limit.NATIVE);
	}

	/**
	 * How much of an asset may be paid for services.
	 * @param network the chain
	 * @param asset the contract
	 * @return the limit, empty if none may be paid
	 */
	public Optional<Limit> purchase(Network network, String asset) {
		return find(this.purchases, network, asset);
	}

	/**
	 * Tells whether an address may receive.
	 * @param address the address, in any case
	 * @return true if it is listed
	 */
	public boolean mayReceive(String address) {
		return this.recipients.contains(address.toLowerCase(Locale.ROOT));
	}

	/**
	 * Tells whether typed data for a contract may be signed.
	 * @param contract the contract, in any case
	 * @return true if it is listed
	 */
	public boolean maySignFor(String contract) {
		return this.contracts.contains(contract.toLowerCase(Locale.ROOT));
	}

	/**
	 * Tells whether a host may be bought from.
	 * @param host the host
	 * @return true if it is listed, or none is
	 */
	public boolean mayBuyFrom(String host) {
		return this.hosts.isEmpty() || this.hosts.contains(host.toLowerCase(Locale.ROOT));
	}

	/**
	 * The rule for a call.
	 * @param network the chain
	 * @param contract the contract, in any case
	 * @param signature the function
	 * @return the rule, empty if it may not be called
	 */
	public Optional<CallRule> call(Network network, String contract, String signature) {
		return this.calls.stream().filter((rule) -> rule.isAbout(network, contract, signature)).findFirst();
	}

	private static Optional<Limit> find(List<Limit> limits, Network network, String asset) {
		return limits.stream()
			.filter((limit) -> limit.network().equals(network) && limit.asset().equalsIgnoreCase(asset))
			.findFirst();
	}

	static Set<String> addresses(String field, List<String> texts) {
		Set<String> addresses = new HashSet<>();
		for (String text : texts) {
			if (!EvmAddress.isValid(text)) {
				throw new IllegalArgumentException(field + " has something that is not an address");
			}
			addresses.add(text.toLowerCase(Locale.ROOT));
		}
		return Set.copyOf(addresses);
	}

	/**
	 * A bound on one asset.
	 *
	 * @param network the chain
	 * @param asset {@value #NATIVE} or the contract
	 * @param perCall atomic units at once; null for no bound but the day's
	 * @param perDay atomic units per UTC day
	 */
	public record Limit(Network network, String asset, @Nullable BigInteger perCall, BigInteger perDay) {

		static final String NATIVE = "native";

		/**
		 * Tells whether an amount is within the bound of one call.
		 * @param atomic atomic units
		 * @return true if it is
		 */
		public boolean allowsAtOnce(BigInteger atomic) {
			return (this.perCall == null || atomic.compareTo(this.perCall) <= 0) && atomic.compareTo(this.perDay) <= 0;
		}

	}

}
