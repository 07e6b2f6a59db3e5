/**
 * Tools that read chains.
 */
@NullMarked
package org.obol.agenttools.chain;

import org.jspecify.annotations.NullMarked;
