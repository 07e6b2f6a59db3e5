package org.obol.x402.chain;

import org.jspecify.annotations.Nullable;

/**
 * What a contract answered when it was asked without a transaction.
 */
public sealed interface CallResult {

	/**
	 * The call went through.
	 *
	 * @param data what it returned, 0x and hex; plain 0x also when nothing lives there
	 */
	record Returned(String data) implements CallResult {
	}

	/**
	 * The contract refused.
	 *
	 * @param message what the node says about it
	 * @param data the revert data, if the node gives it
	 */
	record Reverted(String message, @Nullable String data) implements CallResult {
	}

}
