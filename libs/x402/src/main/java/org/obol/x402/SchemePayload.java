package org.obol.x402;

import java.util.Map;

/**
 * The signed part of a payment, which depends on scheme and transfer method. A signature
 * is hex of any length: smart wallets don't sign in 65 bytes, so never key anything on
 * it.
 */
public sealed interface SchemePayload {

	/**
	 * A transfer the token itself accepts.
	 *
	 * @param signature 0x and hex
	 * @param authorization what was signed
	 */
	record Eip3009(String signature, Authorization authorization) implements SchemePayload {
	}

	/**
	 * A transfer the Permit2 contract accepts.
	 *
	 * @param signature 0x and hex
	 * @param authorization what was signed
	 */
	record Permit2(String signature, Permit2Authorization authorization) implements SchemePayload {
	}

	/**
	 * A payload of a scheme or chain that only a facilitator understands; it is passed on
	 * as it came.
	 *
	 * @param members the JSON object
	 */
	record Opaque(Map<String, Object> members) implements SchemePayload {

		public Opaque {
			members = Json.copy(members);
		}

	}

}
