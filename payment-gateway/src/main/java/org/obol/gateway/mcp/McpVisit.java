package org.obol.gateway.mcp;

import org.jspecify.annotations.Nullable;
import org.obol.gateway.paywall.PaidCall;
import org.obol.gateway.route.Route;
import org.obol.gateway.upstream.Upstream;

/** One message to the MCP endpoint of an offer, and whoever sent it. */
public final class McpVisit {

	/** Where tools find it in their context. */
	static final String KEY = McpVisit.class.getName();

	private final Route route;

	private final String method;

	private final byte[] body;

	private final String address;

	private final Upstream upstream;

	private final PaidCall.Buyer buyer;

	private @Nullable Runnable delivered;

	/**
	 * A visit.
	 * @param route the offer
	 * @param method the HTTP method
	 * @param body the bytes
	 * @param address the buyer's address, for limits
	 * @param upstream how to reach the agent
	 * @param buyer whether somebody is still waiting
	 */
	public McpVisit(Route route, String method, byte[] body, String address, Upstream upstream, PaidCall.Buyer buyer) {
		this.route = route;
		this.method = method;
		this.body = body;
		this.address = address;
		this.upstream = upstream;
		this.buyer = buyer;
	}

	Route route() {
		return this.route;
	}

	String method() {
		return this.method;
	}

	byte[] body() {
		return this.body;
	}

	String address() {
		return this.address;
	}

	Upstream upstream() {
		return this.upstream;
	}

	PaidCall.Buyer buyer() {
		return this.buyer;
	}

	/** Remembers what is to be done once the buyer has the answer. */
	void whenDelivered(@Nullable Runnable work) {
		this.delivered = work;
	}

	@Nullable Runnable delivered() {
		return this.delivered;
	}

}
