/**
 * The table that says which local command stands for which image.
 */
@NullMarked
package org.obol.local.kubernetes.image;

import org.jspecify.annotations.NullMarked;
