/**
 * The agents' tools: one MCP server per cluster, which gives each agent those of its
 * skills.
 */
@NullMarked
package org.obol.agenttools;

import org.jspecify.annotations.NullMarked;
