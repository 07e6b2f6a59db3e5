/** Turns a question in plain words into a figure read from the chain. */
@NullMarked
package org.obol.demoagent.analyst;

import org.jspecify.annotations.NullMarked;
