/**
 * Child processes that end with their parent, and the reaping of those that did not.
 */
@NullMarked
package org.obol.local.kubernetes.process;

import org.jspecify.annotations.NullMarked;
