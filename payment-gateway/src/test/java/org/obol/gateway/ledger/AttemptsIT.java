package org.obol.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.gateway.Payments;
import org.obol.x402.AtomicAmount;
import org.springframework.dao.DataAccessException;

/**
 * Who holds a payment, and who does not any more; and what comes late of it, on a real
 * PostgreSQL.
 */
class AttemptsIT extends TestLedger {

	@Test
	void gatewayThatWakesUpDoesNotTouchThePaymentThatAnotherOneHasNow() {
		Claim claim = claim(Payments.nonce());
		Attempt payment = granted(claim);
		GatewayInstance second = new GatewayInstance();
		Gateway secondGateway = gateway(second);
		PaymentLedger other = secondGateway.ledger();
		// The second one takes the first for dead, and the buyer repeats there.
		assertThat(secondGateway.recovery().takeOver()).isEqualTo(1);
		Attempt anew = new Attempt(payment.payment(), 2, payment.nonce());
		assertThat(other.reserve(claim)).isEqualTo(new Reservation.Granted(anew));
		KeptAnswer answer = new KeptAnswer(200, Map.of(), new byte[] { 1 });
		assertThatThrownBy(() -> this.ledger.settling(payment, answer)).isInstanceOf(DataAccessException.class);
		assertThatThrownBy(() -> this.ledger.settling(payment, null)).isInstanceOf(DataAccessException.class);
		this.ledger.released(payment, "upstream_failed");
		this.ledger.rejected(payment, "invalid");
		this.ledger.abandon(payment);
		this.ledger.verified(payment);
		this.clock.forward(Duration.ofSeconds(1));
		this.ledger.noteProgress();
		assertThat(state(payment)).isEqualTo("RESERVED");
		other.settling(anew, new KeptAnswer(200, Map.of(), new byte[] { 2 }));
		this.ledger.unknown(payment, "timeout", null);
		this.ledger.rejected(payment, "invalid");
		assertThat(state(payment)).isEqualTo("SETTLING");
		assertThat(this.jdbc.sql("select body from payment_answer").query(byte[].class).single()).containsExactly(2);
	}

	@Test
	void callWhosePaymentWasTakenAnewAtTheSameGatewayCanChangeNothingOfIt() {
		Claim claim = claim(Payments.nonce());
		Attempt old = granted(claim);
		assertThat(other().takeOver()).isEqualTo(1);
		// The buyer repeats here, while the old call still waits for its agent.
		Attempt anew = granted(claim);
		KeptAnswer answer = new KeptAnswer(200, Map.of(), new byte[] { 1 });
		assertThatThrownBy(() -> this.ledger.settling(old, answer)).isInstanceOf(DataAccessException.class);
		assertThatThrownBy(() -> this.ledger.settling(old, null)).isInstanceOf(DataAccessException.class);
		this.ledger.released(old, "upstream_failed");
		this.ledger.rejected(old, "invalid");
		this.ledger.abandon(old);
		this.ledger.letGo(old);
		assertThat(state(anew)).isEqualTo("RESERVED");
		this.recovery.beat();
		this.clock.forward(Duration.ofSeconds(11));
		assertThat(this.recovery.takeOver()).as("the new call is still worked on").isZero();
		this.ledger.settling(anew, new KeptAnswer(200, Map.of(), new byte[] { 2 }));
		this.ledger.unknown(old, "timeout", null);
		assertThat(state(anew)).isEqualTo("SETTLING");
		assertThat(this.jdbc.sql("select body from payment_answer").query(byte[].class).single()).containsExactly(2);
	}

	@Test
	void settlementThatIsTriedAgainIsOutOfReachForWhoAskedBefore() {
		Attempt first = granted(claim(Payments.nonce()));
		this.ledger.settling(first, null);
		this.ledger.unknown(first, "timeout", "0xsent");
		Attempt second = this.ledger.retrySettlement(first).orElseThrow();
		assertThat(this.ledger.retrySettlement(first)).isEmpty();
		this.ledger.rejected(first, "invalid");
		this.ledger.released(first, "payment_expired");
		assertThat(state(first)).isEqualTo("SETTLING");
		this.ledger.unknown(second, "timeout", null);
		this.ledger.released(first, "payment_expired");
		assertThat(this.recovery.unknown(10)).as("still held").isEmpty();
		this.ledger.letGo(second);
		assertThat(this.recovery.unknown(10)).singleElement().satisfies((unfinished) -> {
			assertThat(unfinished.attempt()).isEqualTo(second);
			assertThat(unfinished.transaction()).isEqualTo("0xsent");
		});
	}

	@Test
	void whatIsChargedOfAMaximumIsDecidedOnceBeforeItIsSettled() {
		Claim claim = claim(Payments.nonce());
		Attempt first = granted(claim);
		assertThatThrownBy(() -> this.ledger.charging(first, AtomicAmount.of(10_001))).as("more than was signed")
			.isInstanceOf(DataAccessException.class);
		this.ledger.charging(first, AtomicAmount.of(1));
		this.ledger.released(first, "upstream_failed");
		Attempt second = granted(claim);
		assertThat(charge()).as("of a payment that is taken anew").isNull();
		assertThatThrownBy(() -> this.ledger.charging(first, AtomicAmount.of(2))).as("by an old call")
			.isInstanceOf(DataAccessException.class);
		this.ledger.charging(second, AtomicAmount.of(3));
		this.ledger.settling(second, null);
		assertThatThrownBy(() -> this.ledger.charging(second, AtomicAmount.of(4)))
			.isInstanceOf(DataAccessException.class);
		this.ledger.unknown(second, "timeout", null);
		assertThatThrownBy(() -> this.jdbc.sql("update payment set charge = 4").update())
			.isInstanceOf(DataAccessException.class);
		assertThat(this.ledger.find(claim)).get()
			.isInstanceOfSatisfying(Reservation.Unresolved.class,
					(unresolved) -> assertThat(unresolved.charge()).isEqualTo(AtomicAmount.of(3)));
		this.ledger.letGo(second);
		assertThat(this.recovery.unknown(10)).singleElement()
			.satisfies((unfinished) -> assertThat(unfinished.claim().amount()).isEqualTo(AtomicAmount.of(3)));
		this.ledger.settled(second.payment(), "0x1");
		assertThatThrownBy(() -> this.jdbc.sql("update payment set charge = null").update())
			.isInstanceOf(DataAccessException.class);
		assertThat(((Reservation.Paid) this.ledger.reserve(claim)).charge()).isEqualTo(AtomicAmount.of(3));
	}

	@Test
	void answerOfASettlementThatTookLongIsKeptForItsFullTime() {
		Claim claim = claim(Payments.nonce());
		Attempt payment = granted(claim);
		this.ledger.settling(payment, new KeptAnswer(200, Map.of(), new byte[] { 7 }));
		this.ledger.unknown(payment, "timeout", null);
		this.clock.forward(Duration.ofMinutes(14));
		this.ledger.settledAfterAll(payment.payment(), "0x1");
		this.clock.forward(Duration.ofMinutes(14));
		assertThat(((Reservation.Paid) this.ledger.reserve(claim)).answer()).isPresent();
	}

	@Test
	void settlementThatTookLongerThanTheAnswerIsKeptIsGoodForAnotherAnswer() {
		Claim claim = claim(Payments.nonce());
		Attempt payment = granted(claim);
		this.ledger.settling(payment, new KeptAnswer(200, Map.of(), new byte[] { 7 }));
		this.ledger.unknown(payment, "timeout", null);
		this.clock.forward(Duration.ofMinutes(16));
		this.ledger.settledAfterAll(payment.payment(), "0x1");
		assertThat(this.ledger.reserve(claim)).isInstanceOfSatisfying(Reservation.Paid.class, (paid) -> {
			assertThat(paid.answer()).isEmpty();
			assertThat(paid.good()).isTrue();
		});
	}

	private Long charge() {
		return this.jdbc.sql("select charge from payment").query(Long.class).optional().orElse(null);
	}

}
