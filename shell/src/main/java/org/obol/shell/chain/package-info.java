/**
 * Asks a chain over JSON-RPC what the console shows: balances, receipts, and whether it
 * is a dev chain.
 */
@NullMarked
package org.obol.shell.chain;

import org.jspecify.annotations.NullMarked;
