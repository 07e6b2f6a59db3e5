/**
 * Runs one pod as local processes and reports its status as a kubelet does.
 */
@NullMarked
package org.obol.local.kubernetes.pod;

import org.jspecify.annotations.NullMarked;
