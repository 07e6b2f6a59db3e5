package org.obol.x402;

/**
 * The two wire versions of the protocol that are spoken on the internet today.
 */
public enum X402Version {

	/** Payment in {@code X-PAYMENT}, offer in the JSON body, networks by name. */
	V1(1),

	/** Payment in {@code PAYMENT-SIGNATURE}, offer in a header, networks by CAIP-2. */
	V2(2);

	private final int number;

	X402Version(int number) {
		this.number = number;
	}

	/**
	 * The value of {@code x402Version} on the wire.
	 * @return 1 or 2
	 */
	public int number() {
		return this.number;
	}

}
