package org.obol.gateway.door;

import org.obol.gateway.route.RouteMatch;

/**
 * The exchange attributes by which the front door tells the routing filters what to do.
 */
final class Door {

	/** Where a paid or free call goes: a {@link RouteMatch.Open}. */
	static final String MATCH = Door.class.getName() + ".match";

	/** The value of the payment header; absent for free calls. */
	static final String PAYMENT = Door.class.getName() + ".payment";

	/** The value of the sign-in header; absent for all other calls. */
	static final String SIGN_IN = Door.class.getName() + ".signIn";

	/** There on messages to the MCP endpoint of an agent. */
	static final String MCP = Door.class.getName() + ".mcp";

	/**
	 * There on every request that the front door let in; nothing else is routed anywhere.
	 */
	static final String LET_IN = Door.class.getName() + ".letIn";

	private Door() {
	}

}
