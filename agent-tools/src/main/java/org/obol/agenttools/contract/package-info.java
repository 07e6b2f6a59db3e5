/**
 * Functions of contracts: signatures, arguments as texts, and the bytes that are sent.
 */
@NullMarked
package org.obol.agenttools.contract;

import org.jspecify.annotations.NullMarked;
