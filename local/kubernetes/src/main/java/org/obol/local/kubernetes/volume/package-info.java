/**
 * Lays out a pod's volumes as directories and keeps them current.
 */
@NullMarked
package org.obol.local.kubernetes.volume;

import org.jspecify.annotations.NullMarked;
