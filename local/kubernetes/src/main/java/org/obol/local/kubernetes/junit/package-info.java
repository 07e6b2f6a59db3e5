/**
 * Gives tests a real control plane and, on request, the virtual node.
 */
@NullMarked
package org.obol.local.kubernetes.junit;

import org.jspecify.annotations.NullMarked;
