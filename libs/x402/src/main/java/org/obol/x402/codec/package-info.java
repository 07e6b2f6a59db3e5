/**
 * Turns x402 messages of both wire versions into headers and bodies and back. What comes
 * from the internet is read strictly, within limits, and every refusal says which field.
 */
@NullMarked
package org.obol.x402.codec;

import org.jspecify.annotations.NullMarked;
