package org.obol.gateway.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A payment whose settlement nobody saw the end of.
 *
 * @param payment the ledger's number
 * @param claim what it is for
 * @param transaction the transaction's hash, if known
 */
public record Unfinished(long payment, Claim claim, @Nullable String transaction) {

}
