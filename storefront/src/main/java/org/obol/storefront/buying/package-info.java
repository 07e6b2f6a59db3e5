/** The texts that tell a buyer how to buy, written once for every page and document. */
@NullMarked
package org.obol.storefront.buying;

import org.jspecify.annotations.NullMarked;
