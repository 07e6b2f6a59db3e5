/**
 * What stands on the public port: which paths exist at all, who is asked for money, and
 * how answers are written.
 */
@NullMarked
package org.obol.gateway.door;

import org.jspecify.annotations.NullMarked;
