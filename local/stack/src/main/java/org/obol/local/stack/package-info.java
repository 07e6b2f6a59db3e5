/**
 * The commands that start, show and stop the whole suite on one machine.
 */
@NullMarked
package org.obol.local.stack;

import org.jspecify.annotations.NullMarked;
