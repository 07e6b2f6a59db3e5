/** Sells the newest block as JSON. */
@NullMarked
package org.obol.demoagent.blocks;

import org.jspecify.annotations.NullMarked;
