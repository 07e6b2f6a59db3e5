package org.obol.gateway.paywall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTests {

	private final AtomicLong now = new AtomicLong(-5_000_000_000L);

	private final RateLimiter limiter = new RateLimiter(this.now::get);

	@Test
	void burstOfOneSecondIsLetThroughAndNoMore() {
		assertThat(passed("a", 20)).isEqualTo(10);
		assertThat(passed("b", 20)).isEqualTo(10);
	}

	@Test
	void rateHoldsOverTime() {
		int passed = 0;
		for (int i = 0; i < 1000; i++) {
			passed += this.limiter.allows("a", 10) ? 1 : 0;
			this.now.addAndGet(10_000_000);
		}
		assertThat(passed).isBetween(100, 111);
	}

	@Test
	void zeroMeansNoLimit() {
		for (int i = 0; i < 100; i++) {
			assertThat(this.limiter.allows("a", 0)).isTrue();
		}
	}

	private int passed(String key, int calls) {
		int passed = 0;
		for (int i = 0; i < calls; i++) {
			passed += this.limiter.allows(key, 10) ? 1 : 0;
		}
		return passed;
	}

}
