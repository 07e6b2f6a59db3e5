/** {@code obol agent …}: declares Agents, changes them and shows how they are. */
@NullMarked
package org.obol.shell.agent;

import org.jspecify.annotations.NullMarked;
