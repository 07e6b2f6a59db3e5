package org.obol.offercontroller.registration;

import java.util.List;
import org.obol.api.ServiceOfferStatus.Registration;

/** Whether an offer is in an ERC-8004 registry. */
public sealed interface RegistrationState {

	/** The seller doesn't want it to be. */
	record NotWanted() implements RegistrationState {

	}

	/**
	 * It is.
	 *
	 * @param registrations where, at least once; the chain the offer is paid on first
	 */
	record Found(List<Registration> registrations) implements RegistrationState {

		public Found {
			registrations = List.copyOf(registrations);
		}

		/**
		 * The one that counts most.
		 * @return on the chain the offer is paid on, if it is registered there
		 */
		public Registration first() {
			return this.registrations.getFirst();
		}

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
