/**
 * The gateway's benchmark: {@code make bench-gateway}, explained in docs/benchmarks.md.
 */
@NullMarked
package org.obol.gateway.bench;

import org.jspecify.annotations.NullMarked;
