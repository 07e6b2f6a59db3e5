package org.obol.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.obol.gateway.Payments;
import org.obol.x402.AtomicAmount;
import org.springframework.dao.DataAccessException;

/**
 * The ledger on a real PostgreSQL: one use per authorization, legal ways only, nothing
 * left behind.
 */
class PaymentLedgerIT extends TestLedger {

	private static final Map<PaymentState, Set<PaymentState>> LEGAL = Map.of(PaymentState.RESERVED,
			Set.of(PaymentState.VERIFIED, PaymentState.SETTLING, PaymentState.RELEASED, PaymentState.REJECTED),
			PaymentState.VERIFIED, Set.of(PaymentState.EXECUTED, PaymentState.SETTLING, PaymentState.RELEASED),
			PaymentState.EXECUTED, Set.of(PaymentState.SETTLING, PaymentState.RELEASED), PaymentState.SETTLING,
			Set.of(PaymentState.SETTLED, PaymentState.REJECTED, PaymentState.UNKNOWN), PaymentState.SETTLED, Set.of(),
			PaymentState.UNKNOWN, Set.of(PaymentState.SETTLED, PaymentState.RELEASED, PaymentState.SETTLING),
			PaymentState.RELEASED, Set.of(PaymentState.RESERVED), PaymentState.REJECTED, Set.of(PaymentState.RESERVED));

	@Test
	void paymentIsOpenUntilItHasAnEnd() {
		Attempt released = granted(claim(Payments.nonce()));
		assertThat(open(released)).isTrue();
		this.ledger.released(released, "upstream_failed");
		assertThat(open(released)).isFalse();
		Attempt settled = granted(claim(Payments.nonce()));
		this.ledger.settling(settled, null);
		this.ledger.unknown(settled, "timeout", null);
		assertThat(open(settled)).isTrue();
		this.ledger.settled(settled.payment(), "0x1");
		assertThat(open(settled)).isFalse();
		assertThat(open(granted(claim(Payments.nonce())))).isTrue();
	}

	@Test
	void nothingIsSettledByNoTransactionOrForMoreThanItsMaximum() {
		Attempt attempt = granted(claim(Payments.nonce()));
		assertThatThrownBy(() -> this.ledger.charging(attempt, AtomicAmount.of(10001))).hasMessageContaining("10000");
		this.ledger.settling(attempt, null);
		assertThatThrownBy(() -> this.jdbc.sql("update payment set state = 'SETTLED', settled_at = now()").update())
			.hasMessageContaining("transaction");
		assertThat(state(attempt)).isEqualTo("SETTLING");
	}

	private boolean open(Attempt attempt) {
		return this.jdbc.sql("select open from payment where id = ?")
			.params(attempt.payment())
			.query(Boolean.class)
			.single();
	}

	@Test
	void oneOfManyCopiesIsGranted() throws Exception {
		Claim claim = claim(Payments.nonce());
		try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
			List<Reservation> reservations = threads
				.invokeAll(java.util.Collections.nCopies(40, (Callable<Reservation>) () -> this.ledger.reserve(claim)))
				.stream()
				.map((future) -> future.resultNow())
				.toList();
			assertThat(reservations).filteredOn(Reservation.Granted.class::isInstance).hasSize(1);
			assertThat(reservations).filteredOn(Reservation.Busy.class::isInstance).hasSize(39);
		}
	}

	@Test
	void lettersCaseDoesNotMakeAnotherPayment() {
		String nonce = Payments.nonce();
		assertThat(this.ledger.reserve(claim(nonce))).isInstanceOf(Reservation.Granted.class);
		assertThat(this.ledger.reserve(claim("0x" + nonce.substring(2).toUpperCase(java.util.Locale.ROOT))))
			.isInstanceOf(Reservation.Busy.class);
	}

	@Test
	void databaseRefusesEveryOtherWayThanTheLegalOnes() {
		for (PaymentState from : PaymentState.values()) {
			for (PaymentState to : PaymentState.values()) {
				if (from == to) {
					continue;
				}
				long payment = inState(from);
				if (LEGAL.get(from).contains(to)) {
					assertThat(move(payment, to)).as("%s to %s", from, to).isEqualTo(1);
				}
				else {
					assertThatThrownBy(() -> move(payment, to)).as("%s to %s", from, to)
						.isInstanceOf(DataAccessException.class);
				}
			}
		}
	}

	@Test
	void randomWalksNeverLeaveTheLegalWays() {
		Random random = new Random(5);
		for (int walk = 0; walk < 20; walk++) {
			long payment = granted(claim(Payments.nonce())).payment();
			PaymentState now = PaymentState.RESERVED;
			for (int step = 0; step < 15; step++) {
				PaymentState next = PaymentState.values()[random.nextInt(PaymentState.values().length)];
				boolean moved = tries(payment, next);
				assertThat(moved).isEqualTo(next == now || LEGAL.get(now).contains(next));
				now = moved ? next : now;
			}
			assertThat(state(payment)).isEqualTo(now.name());
		}
	}

	@Test
	void whatIsSettledCanNotBeChanged() {
		long payment = inState(PaymentState.SETTLED);
		assertThatThrownBy(() -> this.jdbc.sql("update payment set amount = 1 where id = ?").params(payment).update())
			.isInstanceOf(DataAccessException.class);
		assertThatThrownBy(
				() -> this.jdbc.sql("update payment set transaction = 'x' where id = ?").params(payment).update())
			.isInstanceOf(DataAccessException.class);
		this.ledger.settled(payment, "0xanother");
		assertThat(this.jdbc.sql("select transaction from payment").query(String.class).single()).isEqualTo("0x1");
	}

	@Test
	void releasedPaymentMayBeUsedAgainAlsoForAnotherRequest() {
		String nonce = Payments.nonce();
		Attempt first = granted(claim(nonce));
		this.ledger.released(first, "upstream_failed");
		assertThat(granted(claim(nonce))).isEqualTo(new Attempt(first.payment(), 2, nonce));
		assertThat(this.jdbc.sql("select attempt from payment").query(Integer.class).single()).isEqualTo(2);
	}

	@Test
	void whatIsWrongWithOnePaymentDoesNotSpoilThoseBesideIt() throws Exception {
		List<Attempt> payments = Stream.generate(() -> granted(claim(Payments.nonce()))).limit(40).toList();
		payments.stream()
			.filter((payment) -> payment.payment() % 4 == 0)
			.forEach((each) -> this.ledger.released(each, "x"));
		try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
			List<Future<Attempt>> settling = threads
				.invokeAll(payments.stream().map((payment) -> (Callable<Attempt>) () -> {
					KeptAnswer answer = new KeptAnswer(200, Map.of(), new byte[] { (byte) payment.payment() });
					this.ledger.settling(payment, (payment.payment() % 2 == 0) ? answer : null);
					return payment;
				}).toList());
			assertThat(settling).filteredOn((each) -> each.state() == Future.State.FAILED)
				.hasSize(10)
				.allSatisfy((each) -> assertThat(each.exceptionNow()).isInstanceOf(DataAccessException.class));
		}
		assertThat(this.jdbc.sql("select count(*) from payment where id % 4 = 0 and state = 'RELEASED'")
			.query(Integer.class)
			.single()).isEqualTo(10);
		assertThat(this.jdbc.sql("select count(*) from payment where id % 4 <> 0 and state = 'SETTLING'")
			.query(Integer.class)
			.single()).isEqualTo(30);
		assertThat(this.jdbc.sql("select payment_id, body from payment_answer").query().listOfRows()).hasSize(10)
			.allSatisfy((row) -> assertThat((byte[]) row.get("body"))
				.containsExactly(((Long) row.get("payment_id")).byteValue()));
	}

	@Test
	void manyPaymentsReservedAtOnceEachGetTheirOwnNumber() throws Exception {
		List<Claim> claims = Stream.generate(() -> claim(Payments.nonce())).limit(50).toList();
		try (ExecutorService threads = Executors.newFixedThreadPool(25)) {
			List<Future<Reservation>> reservations = threads.invokeAll(
					claims.stream().map((claim) -> (Callable<Reservation>) () -> this.ledger.reserve(claim)).toList());
			for (int i = 0; i < claims.size(); i++) {
				long payment = ((Reservation.Granted) reservations.get(i).resultNow()).attempt().payment();
				assertThat(this.jdbc.sql("select nonce from payment where id = ?")
					.params(payment)
					.query(String.class)
					.single()).isEqualTo(claims.get(i).id().nonce());
			}
		}
	}

	@Test
	void callThatRunsIsSeenAsVerifiedAndOneThatIsTakenAnewIsNot() {
		Attempt running = granted(claim(Payments.nonce()));
		Claim again = claim(Payments.nonce());
		Attempt anew = granted(again);
		this.ledger.verified(running);
		this.ledger.verified(anew);
		this.ledger.released(anew, "upstream_failed");
		this.clock.forward(Duration.ofSeconds(1));
		this.ledger.noteProgress();
		assertThat(state(running)).isEqualTo("VERIFIED");
		assertThat(state(anew)).isEqualTo("RELEASED");
		this.ledger.letGo(anew);
		assertThat(granted(again).payment()).isEqualTo(anew.payment());
		this.ledger.noteProgress();
		assertThat(state(anew)).isEqualTo("RESERVED");
		this.ledger.settling(running, null);
		assertThat(state(running)).isEqualTo("SETTLING");
	}

	@Test
	void answerIsKeptForItsTimeAndThenThePaymentIsUsedUp() {
		Claim claim = claim(Payments.nonce());
		Attempt payment = granted(claim);
		this.ledger.verified(payment);
		this.ledger.settling(payment,
				new KeptAnswer(200, Map.of("content-type", List.of("text/plain; a=\"b: c\"")), new byte[] { 1, 2 }));
		this.ledger.settled(payment.payment(), "0x1");
		assertThat(this.ledger.reserve(claim)).isInstanceOfSatisfying(Reservation.Paid.class, (paid) -> {
			assertThat(paid.answer().orElseThrow().body()).containsExactly(1, 2);
			assertThat(paid.answer().orElseThrow().headers())
				.isEqualTo(Map.of("content-type", List.of("text/plain; a=\"b: c\"")));
		});
		this.clock.forward(Duration.ofMinutes(16));
		assertThat(this.ledger.reserve(claim)).isInstanceOfSatisfying(Reservation.Paid.class, (paid) -> {
			assertThat(paid.answer()).isEmpty();
			assertThat(paid.good()).isFalse();
		});
	}

	@Test
	void unservedPaymentStaysGoodABoundedNumberOfTimes() {
		Claim claim = claim(Payments.nonce());
		Attempt payment = granted(claim);
		this.ledger.verified(payment);
		this.ledger.settling(payment, null);
		this.ledger.settled(payment.payment(), "0x1");
		assertThat(((Reservation.Paid) this.ledger.reserve(claim)).good()).isTrue();
		assertThat(this.ledger.deliveries().again(payment.payment())).isTrue();
		assertThat(this.ledger.deliveries().again(payment.payment())).isTrue();
		assertThat(this.ledger.deliveries().again(payment.payment())).isFalse();
		assertThat(((Reservation.Paid) this.ledger.reserve(claim)).good()).isFalse();
	}

	@Test
	void servedPaymentIsNotGoodAnyMoreAndNeitherIsAnOldOne() {
		Claim served = claim(Payments.nonce());
		Claim old = claim(Payments.nonce());
		for (Claim claim : List.of(served, old)) {
			Attempt payment = granted(claim);
			this.ledger.verified(payment);
			this.ledger.settling(payment, null);
			this.ledger.settled(payment.payment(), "0x1");
			if (claim == served) {
				this.ledger.deliveries().served(payment.payment());
			}
		}
		assertThat(((Reservation.Paid) this.ledger.reserve(served)).good()).isFalse();
		assertThat(((Reservation.Paid) this.ledger.reserve(old)).good()).isTrue();
		this.clock.forward(Duration.ofHours(2));
		assertThat(((Reservation.Paid) this.ledger.reserve(old)).good()).isFalse();
	}

	@Test
	void paymentsOfADeadGatewayAreTakenOverAndThoseOfALivingOneAreNot() {
		Attempt reserved = granted(claim(Payments.nonce()));
		Attempt settling = granted(claim(Payments.nonce()));
		this.ledger.verified(settling);
		this.ledger.settling(settling, null);
		this.recovery.beat();
		LedgerRecovery other = other();
		assertThat(other.takeOver()).isZero();
		this.jdbc.sql("update gateway_instance set seen_at = now() - interval '1 minute'").update();
		assertThat(other.takeOver()).isEqualTo(2);
		assertThat(state(reserved)).isEqualTo("RELEASED");
		assertThat(state(settling)).isEqualTo("UNKNOWN");
		assertThat(other.unknown(10)).extracting(Unfinished::attempt).containsExactly(settling);
	}

	@Test
	void whatThisGatewayLostItTakesUpAgainButNotWhatItWorksOn() {
		Attempt working = granted(claim(Payments.nonce()));
		Attempt lost = granted(claim(Payments.nonce()));
		this.ledger.letGo(lost);
		this.recovery.beat();
		assertThat(this.recovery.takeOver()).isZero();
		this.clock.forward(Duration.ofSeconds(11));
		assertThat(this.recovery.takeOver()).isEqualTo(1);
		assertThat(state(working)).isEqualTo("RESERVED");
		assertThat(state(lost)).isEqualTo("RELEASED");
	}

	@Test
	void sweepDeletesWhatWasNeverChargedAndKeepsWhatWas() {
		long released = inState(PaymentState.RELEASED);
		long settled = inState(PaymentState.SETTLED);
		this.recovery.sweep();
		assertThat(state(released)).isEqualTo("RELEASED");
		this.clock.forward(Duration.ofDays(8));
		assertThat(this.recovery.sweep()).isEqualTo(1);
		assertThat(state(settled)).isEqualTo("SETTLED");
	}

	@Test
	void paymentThatIsGoodForEverAndWasNotChargedGoesInItsTimeToo() {
		Claim claim = claim(Payments.nonce());
		Attempt attempt = granted(new Claim(claim.id(), claim.version(), claim.scheme(), claim.offer(), claim.amount(),
				claim.payTo(), claim.fingerprint(), Instant.parse("9999-01-01T00:00:00Z")));
		this.ledger.invalid(attempt, "forged");
		this.clock.forward(Duration.ofDays(6));
		assertThat(this.recovery.sweep()).isZero();
		this.clock.forward(Duration.ofDays(2));
		assertThat(this.recovery.sweep()).isOne();
	}

	private long inState(PaymentState state) {
		long payment = granted(claim(Payments.nonce())).payment();
		List<PaymentState> way = switch (state) {
			case RESERVED -> List.of();
			case VERIFIED -> List.of(PaymentState.VERIFIED);
			case EXECUTED -> List.of(PaymentState.VERIFIED, PaymentState.EXECUTED);
			case SETTLING -> List.of(PaymentState.VERIFIED, PaymentState.SETTLING);
			case SETTLED -> List.of(PaymentState.VERIFIED, PaymentState.SETTLING, PaymentState.SETTLED);
			case RELEASED -> List.of(PaymentState.RELEASED);
			case REJECTED -> List.of(PaymentState.REJECTED);
			case UNKNOWN -> List.of(PaymentState.VERIFIED, PaymentState.SETTLING, PaymentState.UNKNOWN);
		};
		way.forEach((next) -> move(payment, next));
		return payment;
	}

	private int move(long payment, PaymentState to) {
		return this.jdbc
			.sql("update payment set state = :state, transaction = '0x1', "
					+ "settled_at = case when :state = 'SETTLED' then now() end where id = :id")
			.param("state", to.name())
			.param("id", payment)
			.update();
	}

	private boolean tries(long payment, PaymentState to) {
		try {
			return move(payment, to) == 1;
		}
		catch (DataAccessException ex) {
			return false;
		}
	}

}
