package org.obol.x402;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/**
 * A token that can be asked for: where it lives, how it is counted, and the EIP-712
 * domain its signatures are made for. Here is also the one conversion between the decimal
 * prices of people and the atomic amounts of contracts.
 *
 * @param network the chain
 * @param address the contract, 0x and 40 hex digits
 * @param symbol what people call it
 * @param decimals how many decimals one unit has
 * @param domainName the {@code name} of the token's EIP-712 domain
 * @param domainVersion the {@code version} of the token's EIP-712 domain
 * @param transferMethod how it is moved
 */
public record Token(Network network, String address, String symbol, int decimals, String domainName,
		String domainVersion, TransferMethod transferMethod) {

	private static final int MAX_DECIMALS = 36;

	public Token {
		if (!address.matches("0x[0-9a-fA-F]{40}")) {
			throw new IllegalArgumentException("token address " + address + " is not 0x and 40 hex digits");
		}
		if (decimals < 0 || decimals > MAX_DECIMALS) {
			throw new IllegalArgumentException("decimals " + decimals + " is not between 0 and " + MAX_DECIMALS);
		}
	}

	/**
	 * Converts a decimal price into atomic units, exactly: nothing is ever rounded,
	 * because a price rounded down to zero would be a gift.
	 * @param price decimal price, for example 0.01
	 * @return the price in atomic units, for example 10000 for USDC
	 * @throws IllegalArgumentException when the price is zero or negative, or has more
	 * decimals than the token
	 */
	public AtomicAmount toAtomic(BigDecimal price) {
		if (price.signum() <= 0) {
			throw new IllegalArgumentException("price " + price.toPlainString() + " must be greater than 0");
		}
		BigDecimal exact = price.stripTrailingZeros();
		if (exact.scale() > this.decimals) {
			throw new IllegalArgumentException("price " + price.toPlainString() + " has " + exact.scale()
					+ " decimals, " + this.symbol + " has only " + this.decimals);
		}
		return new AtomicAmount(
				exact.movePointRight(this.decimals).setScale(0, RoundingMode.UNNECESSARY).toBigInteger());
	}

	/**
	 * Converts atomic units into the decimal number people read.
	 * @param amount atomic units
	 * @return the same amount without trailing zeros, for example 0.01
	 */
	public BigDecimal toDecimal(AtomicAmount amount) {
		BigDecimal decimal = new BigDecimal(amount.value(), this.decimals).stripTrailingZeros();
		return (decimal.scale() < 0) ? decimal.setScale(0, RoundingMode.UNNECESSARY) : decimal;
	}

	/**
	 * What a buyer must know to sign for this token: the {@code extra} of a requirement.
	 * @return {@code name}, {@code version} and {@code assetTransferMethod}
	 */
	public Map<String, Object> extra() {
		return Json.object("name", this.domainName, "version", this.domainVersion, "assetTransferMethod",
				this.transferMethod.wire());
	}

}
