package org.obol.gateway.route;

import org.jspecify.annotations.Nullable;
import org.obol.api.OfferRoute;

/**
 * What stands in front of one path below an offer ({@code spec.routes[]}).
 *
 * @param declared what the seller declared and what was worked out for it
 * @param terms the route with this path's own price, quote and settlement; absent where
 * nothing is paid
 */
public record Gate(OfferRoute declared, @Nullable Route terms) {

}
