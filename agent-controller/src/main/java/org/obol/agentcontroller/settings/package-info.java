/**
 * What the operator decides for every agent, read once and validated.
 */
@NullMarked
package org.obol.agentcontroller.settings;

import org.jspecify.annotations.NullMarked;
