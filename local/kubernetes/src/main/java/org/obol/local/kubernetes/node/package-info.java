/**
 * The virtual node: the only node of the laptop's Kubernetes, which runs pods as local
 * processes.
 */
@NullMarked
package org.obol.local.kubernetes.node;

import org.jspecify.annotations.NullMarked;
