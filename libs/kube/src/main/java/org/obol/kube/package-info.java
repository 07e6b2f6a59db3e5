/**
 * How a program reaches the cluster: clients, typed resources, watched caches and the
 * addresses of Services.
 */
@NullMarked
package org.obol.kube;

import org.jspecify.annotations.NullMarked;
