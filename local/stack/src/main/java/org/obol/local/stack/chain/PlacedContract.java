package org.obol.local.stack.chain;

/**
 * What the dev chain has besides its tokens, each at the address that it has on Base
 * Sepolia. None needs storage of its own: the runtime code is placed as it is.
 */
public enum PlacedContract {

	/** Moves tokens by one signature: how x402 pays with a token without EIP-3009. */
	PERMIT2("TestPermit2", "0x000000000022D473030F116dDEE9F6B43aC78BA3"),

	/** Settles x402's {@code exact} payments over Permit2. */
	EXACT_PERMIT2_PROXY("TestExactPermit2Proxy", "0x402085c248EeA27D92E8b30b2C58ed07f9E20001"),

	/** Settles x402's {@code upto} payments over Permit2. */
	UPTO_PERMIT2_PROXY("TestUptoPermit2Proxy", "0x4020A4f3b7b90ccA423B9fabCc0CE57C6C240002"),

	/** Several reads in one call. */
	MULTICALL("TestMulticall", "0xcA11bde05977b3631167028862bE2a173976CA11"),

	/** ERC-8004's registry of agents. */
	IDENTITY_REGISTRY("TestIdentityRegistry", "0x8004A818BFB912233c491871b3d84c89A494BD9e"),

	/**
	 * Makes smart-contract wallets for buyers in tests; the address is this chain's own.
	 */
	WALLET_FACTORY("TestWalletFactory", "0x0b01fac700000000000000000000000000000001");

	private final String contract;

	private final String address;

	PlacedContract(String contract, String address) {
		this.contract = contract;
		this.address = address;
	}

	/** Says where it lies. */
	public String address() {
		return this.address;
	}

	String contract() {
		return this.contract;
	}

	String runtimeCode() {
		return CompiledContract.load(this.contract).runtimeCode();
	}

}
