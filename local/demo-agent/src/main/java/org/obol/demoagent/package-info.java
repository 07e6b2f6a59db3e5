/** Small services to sell on day one, one program with three faces. */
@NullMarked
package org.obol.demoagent;

import org.jspecify.annotations.NullMarked;
