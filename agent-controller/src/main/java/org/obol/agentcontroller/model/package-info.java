/**
 * Which model an agent gets: the pinned one, or the model endpoint's first.
 */
@NullMarked
package org.obol.agentcontroller.model;

import org.jspecify.annotations.NullMarked;
