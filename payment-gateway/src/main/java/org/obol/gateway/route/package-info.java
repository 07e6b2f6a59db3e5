/**
 * Turns live ServiceOffers into an immutable table of routes, each with its finished 402,
 * and swaps it in one step.
 */
@NullMarked
package org.obol.gateway.route;

import org.jspecify.annotations.NullMarked;
