/**
 * Agents for sale as paid tools of an MCP server: the same purchase as over HTTP, with
 * the payment and the receipt in {@code _meta} (x402 v2, MCP transport).
 */
@NullMarked
package org.obol.gateway.mcp;

import org.jspecify.annotations.NullMarked;
