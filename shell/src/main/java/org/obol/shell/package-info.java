/**
 * obol, the console of sellers and buyers: one-shot commands and an interactive shell.
 */
@NullMarked
package org.obol.shell;

import org.jspecify.annotations.NullMarked;
