/** A real EVM chain for tests: anvil, with the test tokens of {@code local/stack}. */
package org.obol.x402.devchain;
