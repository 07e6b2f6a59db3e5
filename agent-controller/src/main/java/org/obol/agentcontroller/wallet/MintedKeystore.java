package org.obol.agentcontroller.wallet;

/**
 * A new key, locked.
 *
 * @param address EIP-55
 * @param document the V3 keystore
 * @param password opens it
 */
record MintedKeystore(String address, String document, String password) {

	/** Without the password. */
	@Override
	public String toString() {
		return "MintedKeystore[" + this.address + "]";
	}

}
