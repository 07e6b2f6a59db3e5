package org.obol.x402;

import org.jspecify.annotations.Nullable;

/**
 * A facilitator's answer to {@code /verify} on the wire.
 *
 * @param isValid whether the payment could be settled now
 * @param invalidReason why not
 * @param invalidMessage a sentence for people; may hold internal text, never for buyers
 * @param payer who signed, if that could be told
 */
public record VerifyResponse(boolean isValid, @Nullable ErrorReason invalidReason, @Nullable String invalidMessage,
		@Nullable String payer) {
}
