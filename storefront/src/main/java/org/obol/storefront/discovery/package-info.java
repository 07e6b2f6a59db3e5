/**
 * The catalogue in the formats of others: OpenAPI, A2A, x402 discovery lists and the
 * ERC-8004 registration file.
 */
@NullMarked
package org.obol.storefront.discovery;

import org.jspecify.annotations.NullMarked;
