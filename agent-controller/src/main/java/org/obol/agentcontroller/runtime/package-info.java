/**
 * What runs an agent: one class per runtime, which renders its container and
 * configuration.
 */
@NullMarked
package org.obol.agentcontroller.runtime;

import org.jspecify.annotations.NullMarked;
