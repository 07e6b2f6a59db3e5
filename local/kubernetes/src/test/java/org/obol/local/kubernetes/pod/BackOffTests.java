package org.obol.local.kubernetes.pod;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTests {

	private static final Duration SHORT_RUN = Duration.ofSeconds(1);

	private final BackOff backOff = new BackOff();

	@Test
	void eachWaitIsTwiceTheLastUpToAMinute() {
		assertThat(
				java.util.stream.IntStream.range(0, 8).mapToObj((ignored) -> this.backOff.after(SHORT_RUN).toSeconds()))
			.containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
	}

	@Test
	void aLongRunStartsOver() {
		this.backOff.after(SHORT_RUN);
		this.backOff.after(SHORT_RUN);
		assertThat(this.backOff.after(Duration.ofMinutes(2))).isEqualTo(Duration.ofSeconds(1));
	}

}
