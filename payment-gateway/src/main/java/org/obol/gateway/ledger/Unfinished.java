package org.obol.gateway.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A payment whose settlement nobody saw the end of.
 *
 * @param attempt the try at it
 * @param claim what it is for
 * @param transaction the transaction's hash, if known
 */
public record Unfinished(Attempt attempt, Claim claim, @Nullable String transaction) {

}
