/**
 * Tools that use an agent's own wallet, through its signer and within its policy.
 */
@NullMarked
package org.obol.agenttools.wallet;

import org.jspecify.annotations.NullMarked;
