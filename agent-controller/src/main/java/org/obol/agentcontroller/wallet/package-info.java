/**
 * An agent's own wallet: its keystore, minted once, and the signer that alone can open
 * it. The only package that handles keys.
 */
@NullMarked
package org.obol.agentcontroller.wallet;

import org.jspecify.annotations.NullMarked;
