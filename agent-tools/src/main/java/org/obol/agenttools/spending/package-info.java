/**
 * What an agent may spend, and what it has spent.
 */
@NullMarked
package org.obol.agenttools.spending;

import org.jspecify.annotations.NullMarked;
