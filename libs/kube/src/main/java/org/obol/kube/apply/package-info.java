/**
 * Writes to the cluster, and only what differs: server-side apply of minimal documents,
 * conditions, finalizers and events.
 */
@NullMarked
package org.obol.kube.apply;

import org.jspecify.annotations.NullMarked;
