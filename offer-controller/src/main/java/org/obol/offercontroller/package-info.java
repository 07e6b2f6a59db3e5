/** The one place where an offer becomes true: resolved, priced, probed and published. */
@NullMarked
package org.obol.offercontroller;

import org.jspecify.annotations.NullMarked;
