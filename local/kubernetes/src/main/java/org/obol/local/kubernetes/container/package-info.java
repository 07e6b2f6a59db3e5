/**
 * What a container's process is started with: words, environment and ports, rewritten for
 * this machine.
 */
@NullMarked
package org.obol.local.kubernetes.container;

import org.jspecify.annotations.NullMarked;
