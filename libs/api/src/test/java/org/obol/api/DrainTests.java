package org.obol.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainTests {

	@ParameterizedTest
	@CsvSource({ "1h,PT1H", "1h30m,PT1H30M", "45s,PT45S", "0,PT0S", ",PT1H" })
	void graceIsReadAsGoWritesIt(String text, Duration expected) {
		assertThat(Drain.grace(text)).isEqualTo(expected);
	}

	@Test
	void endIsTheStartAndTheGrace() {
		assertThat(Drain.end("2026-11-23T13:00:00+01:00", "10m")).contains(Instant.parse("2026-11-23T12:10:00Z"));
	}

	@Test
	void offerWithAnImpossibleDateStays() {
		assertThat(Drain.end("not a date", "10m")).isEmpty();
	}

}
