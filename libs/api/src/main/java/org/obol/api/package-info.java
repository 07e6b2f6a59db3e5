/**
 * The custom resources of the suite, {@code obol.org/v1alpha1}, as they are on the wire.
 */
@NullMarked
package org.obol.api;

import org.jspecify.annotations.NullMarked;
