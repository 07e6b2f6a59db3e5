package org.obol.gateway.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.x402.AtomicAmount;

/** What the ledger says to a payment that arrives. */
public sealed interface Reservation {

	/**
	 * The authorization is ours to use, and nobody else's until we let it go.
	 *
	 * @param attempt the right to it
	 */
	record Granted(Attempt attempt) implements Reservation {

	}

	/** Another copy of the same payment is being worked on right now. */
	record Busy() implements Reservation {

	}

	/**
	 * The money may have moved; nobody has asked the chain yet.
	 *
	 * @param attempt the try that nobody saw the end of
	 * @param transaction the transaction's hash, if known
	 * @param charge what is charged of a maximum; absent for all of it
	 */
	record Unresolved(Attempt attempt, @Nullable String transaction,
			@Nullable AtomicAmount charge) implements Reservation {

	}

	/**
	 * It was settled before, for the same request.
	 *
	 * @param payment the ledger's number for it
	 * @param transaction the transaction's hash; empty when it could not be found
	 * @param answer the answer, as long as it is kept
	 * @param good whether the buyer is still owed an answer
	 * @param charge what was charged of a maximum; absent for all of it
	 */
	record Paid(long payment, String transaction, Optional<KeptAnswer> answer, boolean good,
			@Nullable AtomicAmount charge) implements Reservation {

	}

	/**
	 * Another authorization was settled for the same purchase, by the name that the buyer
	 * gave it.
	 *
	 * @param paid the other payment
	 */
	record Named(Paid paid) implements Reservation {

	}

	/** The buyer's name for the purchase stands for another purchase. */
	record Misnamed() implements Reservation {

	}

	/** The authorization was used for another request. */
	record Misused() implements Reservation {

	}

}
