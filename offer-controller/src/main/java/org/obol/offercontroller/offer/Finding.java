package org.obol.offercontroller.offer;

import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.OfferReason;

/**
 * One decided condition, before it is dated.
 *
 * @param type which condition
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason why
 * @param message the same as a sentence
 */
record Finding(OfferCondition type, String status, OfferReason reason, String message) {

	static Finding yes(OfferCondition type, OfferReason reason, String message) {
		return new Finding(type, Condition.TRUE, reason, message);
	}

	static Finding no(OfferCondition type, OfferReason reason, String message) {
		return new Finding(type, Condition.FALSE, reason, message);
	}

	boolean holds() {
		return Condition.TRUE.equals(this.status);
	}

}
