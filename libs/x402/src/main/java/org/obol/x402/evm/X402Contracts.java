package org.obol.x402.evm;

/**
 * Contracts that x402 uses, at the same address on every chain.
 */
public final class X402Contracts {

	/** Uniswap's Permit2. */
	public static final String PERMIT2 = "0x000000000022D473030F116dDEE9F6B43aC78BA3";

	/** x402ExactPermit2Proxy: settles {@code exact} through Permit2. */
	public static final String EXACT_PERMIT2_PROXY = "0x402085c248EeA27D92E8b30b2C58ed07f9E20001";

	/** x402UptoPermit2Proxy: settles {@code upto} through Permit2. */
	public static final String UPTO_PERMIT2_PROXY = "0x4020A4f3b7b90ccA423B9fabCc0CE57C6C240002";

	private X402Contracts() {
	}

}
