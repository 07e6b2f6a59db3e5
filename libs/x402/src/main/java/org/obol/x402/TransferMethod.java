package org.obol.x402;

import java.util.Optional;

/**
 * How the scheme {@code exact} moves a token on an EVM chain; on the wire it is
 * {@code extra.assetTransferMethod}.
 */
public enum TransferMethod {

	/** The token itself takes a signed transfer (EIP-3009). The default. */
	EIP3009("eip3009"),

	/** The Permit2 contract takes a signed transfer, for any ERC-20. */
	PERMIT2("permit2");

	private final String wire;

	TransferMethod(String wire) {
		this.wire = wire;
	}

	/**
	 * The value on the wire.
	 * @return lower-case name
	 */
	public String wire() {
		return this.wire;
	}

	/**
	 * The method of that wire name.
	 * @param wire the value of {@code assetTransferMethod}
	 * @return the method, or empty for one this library doesn't speak
	 */
	public static Optional<TransferMethod> ofWire(String wire) {
		for (TransferMethod method : values()) {
			if (method.wire.equals(wire)) {
				return Optional.of(method);
			}
		}
		return Optional.empty();
	}

}
