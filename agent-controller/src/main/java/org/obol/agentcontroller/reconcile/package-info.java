/**
 * Makes the cluster match an Agent, tells its status, and takes it down again.
 */
@NullMarked
package org.obol.agentcontroller.reconcile;

import org.jspecify.annotations.NullMarked;
