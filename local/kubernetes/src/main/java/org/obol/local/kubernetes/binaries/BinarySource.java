package org.obol.local.kubernetes.binaries;

import java.util.Optional;

/**
 * One place that the programs of the control plane may come from.
 */
interface BinarySource {

	/**
	 * Finds or makes the programs.
	 * @param progress hears one line per step that takes time
	 * @return the programs, or nothing if this source has none
	 */
	Optional<ControlPlaneBinaries> find(Progress progress);

}
