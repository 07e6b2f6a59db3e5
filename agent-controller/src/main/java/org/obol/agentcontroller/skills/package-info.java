/**
 * The library of skills that agents can be given, each a SKILL.md on the class path.
 */
@NullMarked
package org.obol.agentcontroller.skills;

import org.jspecify.annotations.NullMarked;
