package org.obol.gateway.paywall;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailedPayersTests {

	private long now;

	private final FailedPayers payers = new FailedPayers(() -> this.now);

	@Test
	void whoCouldNotPayWaitsTwiceAsLongEachTimeUntilItPays() {
		assertThat(this.payers.hasToWait("0xa")).isFalse();
		for (int forgiven = 0; forgiven < 2; forgiven++) {
			this.payers.failed("0xa", "insufficient_funds");
			assertThat(this.payers.hasToWait("0xa")).isFalse();
		}
		for (long seconds : new long[] { 2, 4, 8, 16 }) {
			this.payers.failed("0xa", "insufficient_funds");
			forward(seconds * 1_000 - 1);
			assertThat(this.payers.hasToWait("0xa")).isTrue();
			assertThat(this.payers.hasToWait("0xb")).isFalse();
			forward(1);
			assertThat(this.payers.hasToWait("0xa")).isFalse();
		}
		this.payers.paid("0xa");
		this.payers.failed("0xa", "permit2_insufficient_balance");
		assertThat(this.payers.hasToWait("0xa")).isFalse();
	}

	@Test
	void troublesOfTheFacilitatorAreNobodysFault() {
		for (String code : new String[] { "facilitator_unreachable", "facilitator_busy", "unexpected_settle_error",
				"invalid_transaction_state", "payment_expired" }) {
			this.payers.failed("0xa", code);
		}
		assertThat(this.payers.hasToWait("0xa")).isFalse();
	}

	@Test
	void noWaitIsLongerThanHalfAnHour() {
		for (int i = 0; i < 100; i++) {
			this.payers.failed("0xa", "insufficient_funds");
		}
		forward(Duration.ofMinutes(30).toMillis());
		assertThat(this.payers.hasToWait("0xa")).isFalse();
	}

	private void forward(long millis) {
		this.now += Duration.ofMillis(millis).toNanos();
	}

}
