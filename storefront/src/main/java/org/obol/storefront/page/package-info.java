/** The catalogue for people, rendered on the server. */
@NullMarked
package org.obol.storefront.page;

import org.jspecify.annotations.NullMarked;
