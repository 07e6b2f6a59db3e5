/**
 * The agent-controller: from an Agent to a running, locked-down, reachable agent.
 */
@NullMarked
package org.obol.agentcontroller;

import org.jspecify.annotations.NullMarked;
