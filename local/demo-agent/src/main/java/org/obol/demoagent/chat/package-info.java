/** The OpenAI-compatible face: the same HTTP contract that Hermes has. */
@NullMarked
package org.obol.demoagent.chat;

import org.jspecify.annotations.NullMarked;
