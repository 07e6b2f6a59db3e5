/**
 * Facts about an agent, and the ordered questions that decide whether it can be
 * provisioned.
 */
@NullMarked
package org.obol.agentcontroller.check;

import org.jspecify.annotations.NullMarked;
