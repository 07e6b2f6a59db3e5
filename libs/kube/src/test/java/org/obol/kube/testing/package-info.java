/** What tests of controllers share: processes that die, connections that break. */
@NullMarked
package org.obol.kube.testing;

import org.jspecify.annotations.NullMarked;
