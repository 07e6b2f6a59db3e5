/**
 * The dev chain of a laptop: anvil from npm, with test USDC and test OBOL at their real
 * addresses.
 */
@NullMarked
package org.obol.local.stack.chain;

import org.jspecify.annotations.NullMarked;
