/**
 * Who calls: an agent, proven by its token.
 */
@NullMarked
package org.obol.agenttools.agent;

import org.jspecify.annotations.NullMarked;
