/** The catalogue for machines: JSON for programs, Markdown for agents. */
@NullMarked
package org.obol.storefront.machine;

import org.jspecify.annotations.NullMarked;
