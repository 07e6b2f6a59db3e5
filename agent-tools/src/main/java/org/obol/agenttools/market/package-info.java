/**
 * Tools that find and buy other services.
 */
@NullMarked
package org.obol.agenttools.market;

import org.jspecify.annotations.NullMarked;
