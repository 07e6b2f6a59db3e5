/**
 * Takes money for answers: checks the payment, runs the call, settles, and says no in
 * words that help.
 */
@NullMarked
package org.obol.gateway.paywall;

import org.jspecify.annotations.NullMarked;
