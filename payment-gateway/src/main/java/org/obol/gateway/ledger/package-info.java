/**
 * The payment ledger in PostgreSQL: the replay lock, the state of every payment, and the
 * answers kept for repeats.
 */
@NullMarked
package org.obol.gateway.ledger;

import org.jspecify.annotations.NullMarked;
