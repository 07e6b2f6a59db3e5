/**
 * The objects of an agent, as a pure function of its plan.
 */
@NullMarked
package org.obol.agentcontroller.resources;

import org.jspecify.annotations.NullMarked;
