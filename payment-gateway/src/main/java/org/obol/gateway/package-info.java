/**
 * The only public door of the suite: it asks for money, forwards what was paid for, and
 * settles what was answered.
 */
@NullMarked
package org.obol.gateway;

import org.jspecify.annotations.NullMarked;
