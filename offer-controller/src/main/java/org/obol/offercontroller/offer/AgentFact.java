package org.obol.offercontroller.offer;

import org.obol.api.ServiceOfferStatus.AgentResolution;

/** What the Agent of an offer turned out to be. */
sealed interface AgentFact {

	/** The offer sells no agent. */
	record NotWanted() implements AgentFact {

	}

	/**
	 * The reference leads out of the offer's namespace, or nowhere.
	 *
	 * @param message which reference, and what would be right
	 */
	record Refused(String message) implements AgentFact {

	}

	/**
	 * The agent can't be called yet.
	 *
	 * @param message which agent, and what it lacks
	 */
	record NotReady(String message) implements AgentFact {

	}

	/**
	 * The agent can be called.
	 *
	 * @param resolution what is sold
	 */
	record Resolved(AgentResolution resolution) implements AgentFact {

	}

}
