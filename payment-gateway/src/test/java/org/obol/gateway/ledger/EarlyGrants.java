package org.obol.gateway.ledger;

import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;

/** Shows tests whether a gateway grants payments before its database knows. */
public final class EarlyGrants {

	private EarlyGrants() {
	}

	/** Waits until it does. */
	public static void await(ApplicationContext gateway) {
		Awaitility.await().until(() -> gateway.getBean(LateReservations.class).isAlone());
	}

}
