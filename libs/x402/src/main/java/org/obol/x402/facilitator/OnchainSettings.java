package org.obol.x402.facilitator;

import java.time.Duration;

/**
 * How the in-process facilitator deals with the chain.
 *
 * @param receiptTimeout how long a settlement waits for its block
 * @param bumpAfter after how long a settlement that isn't mined offers a higher fee
 */
public record OnchainSettings(Duration receiptTimeout, Duration bumpAfter) {

	/**
	 * 60 seconds for the block, a higher fee each 15.
	 * @return the settings
	 */
	public static OnchainSettings defaults() {
		return new OnchainSettings(Duration.ofSeconds(60), Duration.ofSeconds(15));
	}

}
