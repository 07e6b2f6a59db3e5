/**
 * The PostgreSQL that holds the payment ledger of a laptop.
 */
@NullMarked
package org.obol.local.stack.database;

import org.jspecify.annotations.NullMarked;
