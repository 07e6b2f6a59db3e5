package org.obol.api;

/** What a declared route asks of a caller. */
public enum RouteGate {

	/** A payment. */
	PAID,
	/** Nothing. */
	FREE,
	/** A signed-in wallet. */
	AUTH,
	/** It does not open: nobody has worked out yet what it costs. */
	CLOSED

}
