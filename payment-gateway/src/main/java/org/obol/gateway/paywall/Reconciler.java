package org.obol.gateway.paywall;

import org.obol.gateway.ledger.LedgerRecovery;
import org.obol.gateway.ledger.PaymentLedger;
import org.obol.gateway.ledger.Unfinished;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Brings every payment to an end, at start and ever after: nothing may stay unknown that
 * the chain can tell.
 */
@Component
class Reconciler implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

	private static final int AT_ONCE = 50;

	private final LedgerRecovery recovery;

	private final Settler settler;

	private final PaymentLedger ledger;

	private final LedgerTrouble trouble;

	Reconciler(LedgerRecovery recovery, Settler settler, PaymentLedger ledger, LedgerTrouble trouble) {
		this.trouble = trouble;
		this.recovery = recovery;
		this.settler = settler;
		this.ledger = ledger;
	}

	/** By itself: nothing that waits for a lock on the payments may hold it up. */
	@Scheduled(fixedDelayString = "${obol.ledger.beat:5s}")
	void beat() {
		try {
			this.recovery.beat();
		}
		catch (DataAccessException ex) {
			this.trouble.tell("The ledger is not available", ex);
		}
	}

	@Scheduled(fixedDelayString = "${obol.ledger.beat:5s}")
	void takeOver() {
		try {
			int taken = this.recovery.takeOver();
			if (taken > 0) {
				log.warn("Took over {} payments that nobody worked on any more", taken);
			}
		}
		catch (DataAccessException ex) {
			this.trouble.tell("The ledger is not available", ex);
		}
	}

	@Scheduled(fixedDelayString = "${obol.ledger.note:500ms}")
	void note() {
		try {
			this.ledger.noteProgress();
		}
		catch (DataAccessException ex) {
			log.debug("Progress could not be noted: {}", ex.getMessage());
		}
	}

	@Scheduled(fixedDelayString = "${obol.ledger.reconcile:5s}", initialDelayString = "1s")
	void reconcile() {
		try {
			this.recovery.unknown(AT_ONCE).forEach(this::reconcile);
		}
		catch (DataAccessException ex) {
			this.trouble.tell("The ledger is not available", ex);
		}
	}

	@Scheduled(fixedDelayString = "${obol.ledger.sweep:1m}", initialDelayString = "1m")
	void sweep() {
		try {
			this.recovery.sweep();
		}
		catch (DataAccessException ex) {
			this.trouble.tell("The ledger could not be swept", ex);
		}
	}

	private void reconcile(Unfinished unfinished) {
		try {
			Settler.Outcome outcome = this.settler.resolve(unfinished.claim(), unfinished.attempt(),
					unfinished.transaction());
			if (outcome instanceof Settler.Outcome.Open) {
				this.recovery.postpone(unfinished.attempt().payment());
			}
			else {
				log.info("Payment {} was unknown and is now {}", unfinished.attempt(), outcome);
			}
		}
		catch (RuntimeException ex) {
			// The buyer may have sent it again meanwhile, and then it is not ours to end.
			log.warn("Payment {} stays unknown for now: {}", unfinished.attempt(), ex.toString());
			// Those behind it have their turn.
			this.recovery.postpone(unfinished.attempt().payment());
		}
	}

	@Override
	public void destroy() {
		try {
			this.recovery.signOff();
		}
		catch (DataAccessException ex) {
			log.info("Could not sign off: {}", ex.getMessage());
		}
	}

}
