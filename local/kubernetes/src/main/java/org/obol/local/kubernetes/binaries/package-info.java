/**
 * Where the programs of the control plane come from: given, cached, downloaded or built.
 */
@NullMarked
package org.obol.local.kubernetes.binaries;

import org.jspecify.annotations.NullMarked;
