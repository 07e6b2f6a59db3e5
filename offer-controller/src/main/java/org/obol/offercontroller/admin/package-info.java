/**
 * The REST admin API of offers. Callers are known to Kubernetes and may do here exactly
 * what they may do with the resources themselves.
 */
@NullMarked
package org.obol.offercontroller.admin;

import org.jspecify.annotations.NullMarked;
