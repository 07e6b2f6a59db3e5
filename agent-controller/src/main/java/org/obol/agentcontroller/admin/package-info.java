/**
 * The REST admin API of agents. Callers show a Kubernetes token and act with their own
 * rights.
 */
@NullMarked
package org.obol.agentcontroller.admin;

import org.jspecify.annotations.NullMarked;
