/** Sells a greeting: the smallest service there can be. */
@NullMarked
package org.obol.demoagent.hello;

import org.jspecify.annotations.NullMarked;
