/**
 * Where everything that survives a restart lies, and the file that says what runs.
 */
@NullMarked
package org.obol.local.stack.data;

import org.jspecify.annotations.NullMarked;
