package org.obol.storefront.catalogue;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A registration whose offer was deleted. It stays in its registry for ever.
 *
 * @param network the chain, CAIP-2
 * @param agentId the id in that chain's registry
 * @param name what was registered
 * @param image its picture, if it had one
 * @param endedAt when the offer was deleted, RFC 3339
 */
public record Tombstone(String network, BigInteger agentId, String name, @Nullable String image, String endedAt) {

}
