/** Looks at the world an offer depends on: its upstream, the gateway and the route. */
@NullMarked
package org.obol.offercontroller.probe;

import org.jspecify.annotations.NullMarked;
