/**
 * A real Kubernetes control plane as child processes on loopback.
 */
@NullMarked
package org.obol.local.kubernetes.controlplane;

import org.jspecify.annotations.NullMarked;
