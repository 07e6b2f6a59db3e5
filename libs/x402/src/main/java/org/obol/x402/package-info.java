/**
 * The words of the x402 payment protocol, in one model for both of its wire versions:
 * what a seller asks, what a buyer signed, what became of it.
 */
@NullMarked
package org.obol.x402;

import org.jspecify.annotations.NullMarked;
