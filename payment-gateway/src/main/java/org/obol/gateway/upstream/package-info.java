/**
 * What is sold: what may be sent on to it, how it is asked, and what counts as an answer
 * of it.
 */
@NullMarked
package org.obol.gateway.upstream;

import org.jspecify.annotations.NullMarked;
