/**
 * The console's grammar: which commands, options and arguments there are, and how a typed
 * line is read strictly.
 */
@NullMarked
package org.obol.shell.grammar;

import org.jspecify.annotations.NullMarked;
