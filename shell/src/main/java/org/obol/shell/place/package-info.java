/** Knows where things are: local state, the cluster, the gateway and the chain. */
@NullMarked
package org.obol.shell.place;

import org.jspecify.annotations.NullMarked;
