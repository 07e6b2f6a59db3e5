/**
 * {@code obol sell …}: offers agents and services for money, and shows how the offers
 * are.
 */
@NullMarked
package org.obol.shell.sell;

import org.jspecify.annotations.NullMarked;
