/** The catalogue of what is for sale: a page for people, documents for agents. */
@NullMarked
package org.obol.storefront;

import org.jspecify.annotations.NullMarked;
