package org.obol.gateway.ledger;

/**
 * One try at selling something for a payment. A payment that was released may be taken
 * again, also by the same gateway while an earlier call still runs; who holds an old
 * attempt can change nothing any more.
 *
 * @param payment the ledger's number of the payment; in a crash the database may forget a
 * reservation and give its number to another payment
 * @param number 1 for the first time it is taken, one more each time
 * @param nonce what was signed once, so that it is known which payment had the number
 */
public record Attempt(long payment, int number, String nonce) {

	@Override
	public String toString() {
		return (this.number == 1) ? String.valueOf(this.payment) : this.payment + " (attempt " + this.number + ")";
	}

}
