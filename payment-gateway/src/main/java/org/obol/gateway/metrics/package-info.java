/**
 * Counts payments, offer by offer, under the names that dashboards of the reference know.
 * Never by payer or transaction.
 */
@NullMarked
package org.obol.gateway.metrics;

import org.jspecify.annotations.NullMarked;
