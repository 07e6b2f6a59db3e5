package org.obol.gateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.obol.gateway.ledger.LedgerRecovery;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Shows how many payments wait for the chain to tell what became of them. */
@Component
class LedgerMeters {

	private final LedgerRecovery recovery;

	private final AtomicLong unknown = new AtomicLong();

	LedgerMeters(LedgerRecovery recovery, MeterRegistry registry) {
		this.recovery = recovery;
		Gauge.builder("obol.gateway.unknown.payments", this.unknown, AtomicLong::doubleValue).register(registry);
	}

	@Scheduled(fixedDelayString = "15s", initialDelayString = "5s")
	void count() {
		try {
			this.unknown.set(this.recovery.countUnknown());
		}
		catch (DataAccessException ignored) {
			this.unknown.set(-1);
		}
	}

}
