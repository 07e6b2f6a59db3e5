/**
 * What the operator decides about the agents' tools.
 */
@NullMarked
package org.obol.agenttools.settings;

import org.jspecify.annotations.NullMarked;
