package org.obol.gateway.admin;

/**
 * What an offer earned on one day in one asset.
 *
 * @param day the day in UTC, {@code 2026-11-23}
 * @param namespace the offer's namespace
 * @param offer the offer's name
 * @param network CAIP-2
 * @param asset the token's contract, lower-case
 * @param payments how many were settled
 * @param amount atomic units, decimal digits
 */
record EarningsView(String day, String namespace, String offer, String network, String asset, long payments,
		String amount) {

}
