package org.obol.gateway.bench;

/**
 * A facilitator that checks nothing and moves nothing, for the gateway with a remote one.
 */
final class InstantFacilitator implements InstantServer.Answers {

	private final byte[] verified;

	private final byte[] settled;

	private final byte[] supported = InstantServer
		.json("{\"kinds\":[{\"x402Version\":2,\"scheme\":\"exact\",\"network\":\"eip155:84532\"},"
				+ "{\"x402Version\":1,\"scheme\":\"exact\",\"network\":\"base-sepolia\"}],\"extensions\":[],\"signers\":{}}");

	InstantFacilitator(Buyer buyer) {
		String payer = ",\"payer\":\"" + buyer.address() + "\"}";
		this.verified = InstantServer.json("{\"isValid\":true" + payer);
		this.settled = InstantServer.json(
				"{\"success\":true,\"network\":\"eip155:84532\",\"transaction\":\"0x" + "ab".repeat(32) + "\"" + payer);
	}

	@Override
	public byte[] to(String path, String body) {
		if (path.endsWith("/verify")) {
			return this.verified;
		}
		return path.endsWith("/settle") ? this.settled : this.supported;
	}

}
