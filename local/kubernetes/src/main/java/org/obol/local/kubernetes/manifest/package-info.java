/**
 * Reads objects of the typed client without its many absent values.
 */
@NullMarked
package org.obol.local.kubernetes.manifest;

import org.jspecify.annotations.NullMarked;
