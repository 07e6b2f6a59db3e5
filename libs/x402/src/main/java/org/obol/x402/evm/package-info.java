/**
 * What EVM buyers sign and how it is checked: typed-data hashes, keys, signatures.
 */
@NullMarked
package org.obol.x402.evm;

import org.jspecify.annotations.NullMarked;
