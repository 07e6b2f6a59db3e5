package org.obol.agenttools.spending;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.obol.agenttools.contract.ContractFunction;
import org.obol.x402.Network;

/**
 * One function of one contract that an agent may call.
 *
 * @param network the chain
 * @param contract the contract with its checksum
 * @param function the function
 * @param arguments what each argument may be
 * @param value how much of the native coin may go along at once, in wei
 * @param gas how much gas one call may use at most
 * @param perDay how many calls per UTC day
 * @param implementation the code that the contract runs if it is a proxy, null if it is
 * none
 */
public record CallRule(Network network, String contract, ContractFunction function, List<ArgumentRule> arguments,
		BigInteger value, BigInteger gas, BigInteger perDay, @Nullable String implementation) {

	public CallRule {
		arguments = List.copyOf(arguments);
	}

	/**
	 * Tells whether this is about a contract's function.
	 * @param where the chain
	 * @param address the contract, in any case
	 * @param signature the function's signature
	 * @return true if all three are equal
	 */
	public boolean isAbout(Network where, String address, String signature) {
		return this.network.equals(where) && this.contract.equalsIgnoreCase(address)
				&& this.function.signature().equals(signature);
	}

	/**
	 * The bound on the number of calls.
	 * @return a limit of one per call
	 */
	public SpendingPolicy.Limit count() {
		return new SpendingPolicy.Limit(this.network, this.contract + "_" + this.function.selector(), null,
				this.perDay);
	}

}
