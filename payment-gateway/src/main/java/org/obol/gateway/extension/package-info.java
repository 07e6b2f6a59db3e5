/**
 * The protocol's extensions, as this gateway offers them: what its 402s declare, and what
 * it makes of what buyers send along.
 */
@NullMarked
package org.obol.gateway.extension;

import org.jspecify.annotations.NullMarked;
