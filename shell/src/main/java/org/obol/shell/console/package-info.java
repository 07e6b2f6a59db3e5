/**
 * Runs commands on Spring Shell: one-shot and interactive, with exit statuses, questions,
 * completion and history.
 */
@NullMarked
package org.obol.shell.console;

import org.jspecify.annotations.NullMarked;
