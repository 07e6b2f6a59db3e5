/**
 * Who checks payments and moves the money: the interface, a client for facilitators on
 * the internet, and one that does it in this process.
 */
@NullMarked
package org.obol.x402.facilitator;

import org.jspecify.annotations.NullMarked;
