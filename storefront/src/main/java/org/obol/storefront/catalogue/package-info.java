/**
 * The one model of what is for sale. Every page and document is rendered from it, so they
 * can't contradict each other.
 */
@NullMarked
package org.obol.storefront.catalogue;

import org.jspecify.annotations.NullMarked;
