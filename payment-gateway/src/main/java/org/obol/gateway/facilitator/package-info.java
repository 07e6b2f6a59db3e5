/**
 * Wires who checks payments and moves the money, and who tells what became of it: another
 * service, or this process.
 */
@NullMarked
package org.obol.gateway.facilitator;

import org.jspecify.annotations.NullMarked;
