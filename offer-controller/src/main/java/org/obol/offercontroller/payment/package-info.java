/**
 * Turns a seller's decimal price into finished x402 payment requirements; the only place
 * that reads {@code spec.payment}.
 */
@NullMarked
package org.obol.offercontroller.payment;

import org.jspecify.annotations.NullMarked;
