package org.obol.gateway.route;

import java.util.Optional;

import org.obol.x402.PaymentRequirements;

/**
 * Says what is wrong with the token that an offer wants to be paid in. An offer nobody
 * can pay correctly stays closed.
 */
@FunctionalInterface
public interface TokenGate {

	/**
	 * Looks at one way to pay. May block the first time a token is seen.
	 * @param offer the way to pay
	 * @return one sentence, or empty when nothing is known to be wrong
	 */
	Optional<String> problem(PaymentRequirements offer);

}
