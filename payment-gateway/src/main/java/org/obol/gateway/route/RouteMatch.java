package org.obol.gateway.route;

import org.obol.gateway.ledger.OfferName;

/** What the route table says to a path. */
public sealed interface RouteMatch {

	/**
	 * An offer answers there.
	 *
	 * @param route the offer's route
	 * @param rest the path below the route, starting with a slash, or empty
	 */
	record Open(Route route, String rest) implements RouteMatch {

	}

	/**
	 * An offer has that path, but is not live.
	 *
	 * @param offer the offer
	 */
	record Closed(OfferName offer) implements RouteMatch {

	}

	/** No offer has that path. */
	record Missing() implements RouteMatch {

	}

}
