/**
 * Reads an EVM chain over JSON-RPC, always at one block, so that figures belong together.
 */
@NullMarked
package org.obol.demoagent.chain;

import org.jspecify.annotations.NullMarked;
