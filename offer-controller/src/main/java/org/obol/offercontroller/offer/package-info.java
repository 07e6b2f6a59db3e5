/**
 * Makes an offer true: gathers facts once, decides the status with pure functions, writes
 * it if anything changed.
 */
@NullMarked
package org.obol.offercontroller.offer;

import org.jspecify.annotations.NullMarked;
