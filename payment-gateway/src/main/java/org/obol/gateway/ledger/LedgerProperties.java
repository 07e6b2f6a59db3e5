package org.obol.gateway.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the ledger keeps, and for how long.
 *
 * @param answerTtl how long an answer is kept for repeats of its payment
 * @param answerMaxSize the largest answer that is kept
 * @param deliveries how often a settled payment may run the agent until it was served
 * @param goodFor how long a settled payment that was not served stays good
 * @param retention how long payments that were not charged stay in the ledger
 * @param deadAfter silence after which a gateway counts as gone
 * @param lateReservations whether a gateway that sells alone grants a payment that is new
 * to it before the database knows; quicker, and after a crash the database may not know
 * of a call that had just begun
 */
@ConfigurationProperties("obol.ledger")
public record LedgerProperties(@DefaultValue("15m") Duration answerTtl, @DefaultValue("256KB") DataSize answerMaxSize,
		@DefaultValue("3") int deliveries, @DefaultValue("1h") Duration goodFor, @DefaultValue("7d") Duration retention,
		@DefaultValue("15s") Duration deadAfter, @DefaultValue("false") boolean lateReservations) {

}
