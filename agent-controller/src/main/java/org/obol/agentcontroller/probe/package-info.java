/**
 * Asks a running agent whether it is locked down the way it was rendered.
 */
@NullMarked
package org.obol.agentcontroller.probe;

import org.jspecify.annotations.NullMarked;
