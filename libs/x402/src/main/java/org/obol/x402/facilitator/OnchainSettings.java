package org.obol.x402.facilitator;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the in-process facilitator deals with the chain.
 *
 * @param receiptTimeout how long a settlement waits for its block
 * @param bumpAfter after how long a settlement that isn't mined offers a higher fee
 * @param walletFactories factories whose smart wallets may be deployed at our expense
 * (ERC-6492); none by default, because a factory is called with data from strangers
 * @param maxGas the most gas that one settlement may take: a smart wallet decides how
 * much its signature costs, and we pay for it
 */
public record OnchainSettings(Duration receiptTimeout, Duration bumpAfter, Set<String> walletFactories,
		BigInteger maxGas) {

	/** Several times what a smart wallet with a passkey needs. */
	public static final BigInteger USUAL_MAX_GAS = BigInteger.valueOf(2_000_000);

	public OnchainSettings {
		walletFactories = walletFactories.stream()
			.map((address) -> address.toLowerCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Settings without wallet factories.
	 * @param receiptTimeout how long a settlement waits for its block
	 * @param bumpAfter after how long a settlement that isn't mined offers a higher fee
	 */
	public OnchainSettings(Duration receiptTimeout, Duration bumpAfter) {
		this(receiptTimeout, bumpAfter, Set.of(), USUAL_MAX_GAS);
	}

	/**
	 * 60 seconds for the block, a higher fee each 15, no wallet factories.
	 * @return the settings
	 */
	public static OnchainSettings defaults() {
		return new OnchainSettings(Duration.ofSeconds(60), Duration.ofSeconds(15), Set.of(), USUAL_MAX_GAS);
	}

	/**
	 * The same with other patience.
	 * @param receipt how long a settlement waits for its block
	 * @param bump after how long it offers a higher fee
	 * @return new settings
	 */
	public OnchainSettings withTimeouts(Duration receipt, Duration bump) {
		return new OnchainSettings(receipt, bump, this.walletFactories, this.maxGas);
	}

	/**
	 * The same with these wallet factories.
	 * @param factories addresses
	 * @return new settings
	 */
	public OnchainSettings withWalletFactories(Set<String> factories) {
		return new OnchainSettings(this.receiptTimeout, this.bumpAfter, factories, this.maxGas);
	}

	/**
	 * The same with another limit.
	 * @param most the most gas that one settlement may take
	 * @return new settings
	 */
	public OnchainSettings withMaxGas(BigInteger most) {
		return new OnchainSettings(this.receiptTimeout, this.bumpAfter, this.walletFactories, most);
	}

}
