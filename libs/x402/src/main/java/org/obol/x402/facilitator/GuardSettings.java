package org.obol.x402.facilitator;

import java.time.Duration;

/**
 * How much a facilitator is trusted with.
 *
 * @param maxVerifications how many verifications may be under way at once
 * @param maxSettlements how many settlements may be under way at once
 * @param maxWait how long a call waits for its turn
 * @param failuresToOpen after how many failures in a row it is left alone
 * @param openFor for how long; then one call tries whether it is back
 */
public record GuardSettings(int maxVerifications, int maxSettlements, Duration maxWait, int failuresToOpen,
		Duration openFor) {

	/**
	 * 100 verifications, 200 settlements, 1 second's wait, 10 failures, 10 seconds.
	 * @return the settings
	 */
	public static GuardSettings defaults() {
		return new GuardSettings(100, 200, Duration.ofSeconds(1), 10, Duration.ofSeconds(10));
	}

}
