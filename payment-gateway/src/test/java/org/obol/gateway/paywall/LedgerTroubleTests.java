package org.obol.gateway.paywall;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log tells of a database that is away, and of one that refuses. */
@ExtendWith(OutputCaptureExtension.class)
class LedgerTroubleTests {

	private final AtomicLong now = new AtomicLong();

	private final LedgerTrouble trouble = new LedgerTrouble(this.now::get);

	@Test
	void sameTroubleIsToldOnceInTenSecondsWithHowOftenItWasMet(CapturedOutput output) {
		for (int call = 0; call < 1000; call++) {
			this.trouble.tell("The ledger is not available", new DataAccessResourceFailureException("refused"));
		}
		assertThat(output.getOut().lines()).hasSize(1);
		this.now.addAndGet(TimeUnit.SECONDS.toNanos(10));
		this.trouble.tell("The ledger is not available", new DataAccessResourceFailureException("refused"));
		assertThat(output.getOut().lines()).hasSize(2);
		assertThat(output.getOut()).contains("refused (and 999 times since").doesNotContain("\tat ");
	}

	@Test
	void whatTheDatabaseRefusesIsToldBesideItWithItsTrace(CapturedOutput output) {
		this.trouble.tell("away", new DataAccessResourceFailureException("refused"));
		this.trouble.tell("wrong", new DataIntegrityViolationException("payment 7 is not ours"));
		this.trouble.tell("wrong", new DataIntegrityViolationException("payment 8 is not ours"));
		assertThat(output.getOut())
			.contains("away: org.springframework.dao.DataAccessResourceFailureException: refused",
					"payment 7 is not ours", "\tat ")
			.doesNotContain("payment 8");
	}

}
