/**
 * Installs the chart on the local control plane and waits until its programs serve.
 */
@NullMarked
package org.obol.local.stack.suite;

import org.jspecify.annotations.NullMarked;
