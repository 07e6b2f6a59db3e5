/** The headers every answer carries. */
@NullMarked
package org.obol.storefront.web;

import org.jspecify.annotations.NullMarked;
