/**
 * The REST admin API on the inner port: routes, payments, earnings. It only reads.
 */
@NullMarked
package org.obol.gateway.admin;

import org.jspecify.annotations.NullMarked;
