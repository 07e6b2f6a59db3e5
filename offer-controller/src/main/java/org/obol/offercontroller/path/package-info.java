/** Decides which offer a public path belongs to. */
@NullMarked
package org.obol.offercontroller.path;

import org.jspecify.annotations.NullMarked;
