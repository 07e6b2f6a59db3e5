/**
 * Serves the tools over MCP.
 */
@NullMarked
package org.obol.agenttools.mcp;

import org.jspecify.annotations.NullMarked;
