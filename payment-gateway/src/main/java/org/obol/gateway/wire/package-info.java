/**
 * HTTP to everybody behind this gateway, services and facilitators: kept connections on
 * the event loop that a call came in on, read by threads that may block.
 */
@NullMarked
package org.obol.gateway.wire;

import org.jspecify.annotations.NullMarked;
