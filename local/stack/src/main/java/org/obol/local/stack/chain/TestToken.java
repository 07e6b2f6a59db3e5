package org.obol.local.stack.chain;

/**
 * The tokens of the dev chain. Each lies at the address that it has on Base Sepolia, so
 * that an offer says the same asset here and there.
 */
public enum TestToken {

	/** Six decimals, EIP-3009 and EIP-2612, signing domain {@code USDC} / {@code 2}. */
	USDC("TestUsdc", "0x036CbD53842c5426634e7929541eC2318f3dCF7e", 6),

	/** Eighteen decimals, EIP-2612, signing domain {@code Obol Network} / {@code 1}. */
	OBOL("TestObol", "0x0a09371a8b011d5110656ceBCc70603e53FD2c78", 18);

	private final String contract;

	private final String address;

	private final int decimals;

	TestToken(String contract, String address, int decimals) {
		this.contract = contract;
		this.address = address;
		this.decimals = decimals;
	}

	/** Says where it lies. */
	public String address() {
		return this.address;
	}

	/** Says how many decimals an amount has. */
	public int decimals() {
		return this.decimals;
	}

	String contract() {
		return this.contract;
	}

	/**
	 * Reads the compiled contract. It needs no storage of its own: nothing is set in a
	 * constructor, so the runtime code can be placed as it is.
	 * @return the runtime code in hex
	 */
	String runtimeCode() {
		return CompiledContract.load(this.contract).runtimeCode();
	}

}
