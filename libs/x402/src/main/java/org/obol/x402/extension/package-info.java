/**
 * Extensions of the protocol, as sellers declare them and buyers answer them: repeats by
 * name, discovery, signed offers and receipts, and signing in with a wallet.
 */
@NullMarked
package org.obol.x402.extension;

import org.jspecify.annotations.NullMarked;
