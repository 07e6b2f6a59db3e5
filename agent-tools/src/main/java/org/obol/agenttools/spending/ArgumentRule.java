package org.obol.agenttools.spending;

import java.math.BigInteger;
import java.util.Set;
import org.obol.agenttools.contract.ArgumentType;

/** What an argument of a call may be. */
public sealed interface ArgumentRule {

	/** The agent's own wallet. */
	record Wallet() implements ArgumentRule {

	}

	/** One of the policy's recipients. */
	record Recipient() implements ArgumentRule {

	}

	/** Whatever the type takes; for types that can't hide a receiver or another call. */
	record Any() implements ArgumentRule {

	}

	/**
	 * One of a few.
	 *
	 * @param values in the spelling of {@link ArgumentType#read}
	 */
	record OneOf(Set<String> values) implements ArgumentRule {

		public OneOf {
			values = Set.copyOf(values);
		}

	}

	/**
	 * A number within bounds.
	 *
	 * @param min the least
	 * @param max the most
	 */
	record Within(BigInteger min, BigInteger max) implements ArgumentRule {

	}

	/**
	 * An amount that counts against the limits of {@code transfers}.
	 *
	 * @param asset the token's contract
	 */
	record Spends(String asset) implements ArgumentRule {

	}

	/**
	 * Tells whether one value is allowed.
	 * @param value in the spelling of {@link ArgumentType#read}
	 * @param wallet the agent's own address
	 * @param policy for the recipients
	 * @return false to refuse the call; what is spent is bounded elsewhere
	 */
	default boolean allows(String value, String wallet, SpendingPolicy policy) {
		return switch (this) {
			case Wallet() -> value.equalsIgnoreCase(wallet);
			case Recipient() -> policy.mayReceive(value);
			case OneOf(Set<String> values) -> values.contains(value);
			case Within(BigInteger min, BigInteger max) ->
				min.compareTo(new BigInteger(value)) <= 0 && max.compareTo(new BigInteger(value)) >= 0;
			case Any() -> true;
			case Spends(String ignored) -> true;
		};
	}

}
