/**
 * What the chain knows: tokens, authorizations that were used, transfers that happened.
 */
@NullMarked
package org.obol.x402.chain;

import org.jspecify.annotations.NullMarked;
