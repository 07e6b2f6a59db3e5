/**
 * Startup, readiness and liveness probes of one container.
 */
@NullMarked
package org.obol.local.kubernetes.probe;

import org.jspecify.annotations.NullMarked;
