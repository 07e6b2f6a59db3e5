/**
 * What a tool is: a name, what it takes, and what it answers.
 */
@NullMarked
package org.obol.agenttools.tool;

import org.jspecify.annotations.NullMarked;
