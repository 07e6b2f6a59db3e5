/**
 * What a person sees while the suite starts: progress lines, and failures told in one
 * sentence.
 */
@NullMarked
package org.obol.local.stack.console;

import org.jspecify.annotations.NullMarked;
