package org.obol.gateway.ledger;

/**
 * What the ledger was asked, and has not answered yet.
 *
 * @param <T> the answer
 */
@FunctionalInterface
public interface Pending<T> {

	/**
	 * Blocks until the ledger has answered. To be called once, whatever happens
	 * meanwhile: the answer may be something that has to be let go. Throws Spring's
	 * {@code DataAccessException} when the ledger is not available.
	 * @return the answer
	 */
	T await();

}
