package org.obol.kube.controller;

import org.obol.kube.ObjectKey;

/**
 * Makes the world match one object. Called for one key at a time, never twice at once.
 */
@FunctionalInterface
public interface Reconciler {

	/**
	 * One pass. Must not wait, and must not care which event caused it.
	 * @param key which object; it may be gone
	 * @return what should happen next
	 * @throws Exception if the pass could not be finished; it is logged once and repeated
	 * with back-off
	 */
	Outcome reconcile(ObjectKey key) throws Exception;

}
