package org.obol.local.kubernetes.probe;

import java.time.Duration;

import io.kubernetes.client.openapi.models.V1Probe;
import org.junit.jupiter.api.Test;
import org.obol.local.kubernetes.probe.ProbeTimer.Standing;

import static org.assertj.core.api.Assertions.assertThat;

class ProbeTimerTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final V1Probe probe = new V1Probe().periodSeconds(10).failureThreshold(2);

	@Test
	void nothingIsDueBeforeTheInitialDelay() {
		ProbeTimer timer = new ProbeTimer(this.probe.initialDelaySeconds(5), 0);
		assertThat(timer.isDue(5 * SECOND - 1)).isFalse();
		assertThat(timer.isDue(5 * SECOND)).isTrue();
	}

	@Test
	void beforeTheFirstSuccessItLooksOftenButCountsFailuresOncePerPeriod() {
		ProbeTimer timer = new ProbeTimer(this.probe, 0);
		assertThat(timer.record(false, 0)).isEqualTo(Standing.UNDECIDED);
		assertThat(timer.nextAt()).isLessThan(SECOND);
		assertThat(timer.record(false, SECOND)).isEqualTo(Standing.UNDECIDED);
		assertThat(timer.record(false, 9 * SECOND)).isEqualTo(Standing.UNDECIDED);
		assertThat(timer.record(false, 10 * SECOND)).isEqualTo(Standing.FAILED);
	}

	@Test
	void afterTheFirstSuccessItKeepsToItsPeriod() {
		ProbeTimer timer = new ProbeTimer(this.probe, 0);
		assertThat(timer.record(true, SECOND)).isEqualTo(Standing.PASSED);
		assertThat(timer.nextAt()).isEqualTo(11 * SECOND);
	}

	@Test
	void successesInARowAreCountedAndAFailureStartsThemOver() {
		ProbeTimer timer = new ProbeTimer(this.probe.successThreshold(2), 0);
		assertThat(timer.record(true, 0)).isEqualTo(Standing.UNDECIDED);
		assertThat(timer.record(false, SECOND)).isEqualTo(Standing.UNDECIDED);
		assertThat(timer.record(true, 2 * SECOND)).isEqualTo(Standing.UNDECIDED);
		assertThat(timer.record(true, 3 * SECOND)).isEqualTo(Standing.PASSED);
	}

}
