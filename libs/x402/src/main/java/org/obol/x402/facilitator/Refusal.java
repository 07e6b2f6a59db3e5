package org.obol.x402.facilitator;

import org.obol.x402.ErrorReason;

/**
 * Why a payment can't be settled.
 *
 * @param reason the code
 * @param detail a sentence for logs
 */
record Refusal(ErrorReason reason, String detail) {
}
