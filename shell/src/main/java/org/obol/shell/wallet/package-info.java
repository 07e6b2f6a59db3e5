/**
 * The wallets of this laptop: keystore files, their passwords, and what they hold. Only
 * here is web3j used.
 */
@NullMarked
package org.obol.shell.wallet;

import org.jspecify.annotations.NullMarked;
