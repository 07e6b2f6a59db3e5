/** Lets the REST admin APIs ask Kubernetes who is calling and what they may do. */
@NullMarked
package org.obol.admin;

import org.jspecify.annotations.NullMarked;
