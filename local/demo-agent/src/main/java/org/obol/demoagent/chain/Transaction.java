package org.obol.demoagent.chain;

import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/**
 * A transaction that the chain knows.
 *
 * @param from the sender
 * @param to the receiver, absent when it creates a contract
 * @param value the native amount in wei
 * @param blockNumber the block that holds it, absent while it waits
 * @param succeeded whether it took effect, absent while it waits
 * @param gasUsed the gas it used, zero while it waits
 */
public record Transaction(String from, @Nullable String to, BigInteger value, @Nullable Long blockNumber,
		@Nullable Boolean succeeded, long gasUsed) {
}
