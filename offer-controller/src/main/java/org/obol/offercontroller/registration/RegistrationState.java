package org.obol.offercontroller.registration;

import org.jspecify.annotations.Nullable;

/** Whether an offer is in the ERC-8004 registry of its chain. */
public sealed interface RegistrationState {

	/** The seller doesn't want it to be. */
	record NotWanted() implements RegistrationState {

	}

	/**
	 * It is.
	 *
	 * @param agentId the id, decimal
	 * @param transaction the transaction that registered it, if that is known
	 */
	record Found(String agentId, @Nullable String transaction) implements RegistrationState {

	}

	/**
	 * It isn't, as far as could be seen.
	 *
	 * @param message what the seller can do
	 */
	record NotFound(String message) implements RegistrationState {

	}

	/**
	 * The chain could not be asked.
	 *
	 * @param message why
	 */
	record Unknown(String message) implements RegistrationState {

	}

}
