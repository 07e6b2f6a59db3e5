/** {@code obol buy …}: reads a 402, pays within a limit, and shows answer and receipt. */
@NullMarked
package org.obol.shell.buy;

import org.jspecify.annotations.NullMarked;
