package org.obol.gateway.bench;

import java.util.Comparator;
import java.util.List;

/**
 * One measurement.
 *
 * @param load what came of the load
 * @param cpuMicros CPU time of the measured process per answer, in microseconds
 */
record Measured(Load.Result load, double cpuMicros) {

	double perSecond() {
		return this.load.perSecond();
	}

	/** The one in the middle by CPU time, which moves less than the rate does. */
	static Measured median(List<Measured> all) {
		return all.stream().sorted(Comparator.comparingDouble(Measured::cpuMicros)).toList().get(all.size() / 2);
	}

}
