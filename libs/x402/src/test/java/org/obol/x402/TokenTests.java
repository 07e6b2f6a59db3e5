package org.obol.x402;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokenTests {

	private static final Network BASE_SEPOLIA = Network.evm(84532);

	private final Token usdc = TokenRegistry.standard().bySymbol(BASE_SEPOLIA, "usdc").orElseThrow();

	private final Token obol = TokenRegistry.standard().bySymbol(BASE_SEPOLIA, "OBOL").orElseThrow();

	// 0.07 * 10^6 is 70000.00000000001 in floating point, which v1 servers really sent.
	@ParameterizedTest
	@CsvSource({ "0.01, 10000", "0.07, 70000", "1, 1000000", "1.50, 1500000", "0.000001, 1", "1E+3, 1000000000",
			"0.0100000, 10000" })
	void pricesBecomeAtomicAmountsExactly(BigDecimal price, String atomic) {
		assertThat(this.usdc.toAtomic(price)).hasToString(atomic);
	}

	@Test
	void eighteenDecimalsFit() {
		assertThat(this.obol.toAtomic(new BigDecimal("10.000000000000000001"))).hasToString("10000000000000000001");
	}

	@Test
	void morePlacesThanTheTokenHasAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.usdc.toAtomic(new BigDecimal("0.0000001")))
			.withMessage("price 0.0000001 has 7 decimals, USDC has only 6");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "0.000000", "-1" })
	void freeAndNegativePricesAreRefused(BigDecimal price) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.usdc.toAtomic(price))
			.withMessageContaining("must be greater than 0");
	}

	@ParameterizedTest
	@CsvSource({ "10000, 0.01", "1000000, 1", "1000000000000, 1000000", "1, 0.000001", "0, 0" })
	void atomicAmountsReadAsDecimals(String atomic, String decimal) {
		assertThat(this.usdc.toDecimal(AtomicAmount.parse(atomic))).hasToString(decimal);
	}

	@Test
	void tokensAreFoundByAddressInAnyCase() {
		assertThat(TokenRegistry.standard().byAddress(BASE_SEPOLIA, "0x036cbd53842c5426634e7929541ec2318f3dcf7e"))
			.contains(this.usdc);
	}

	@Test
	void aRegisteredTokenReplacesTheOneOfTheSameSymbol() {
		Token other = new Token(BASE_SEPOLIA, "0x" + "1".repeat(40), "USDC", 6, "Mine", "1", TransferMethod.EIP3009);
		TokenRegistry registry = TokenRegistry.standard().with(other);
		assertThat(registry.bySymbol(BASE_SEPOLIA, "USDC")).contains(other);
		assertThat(registry.tokens()).hasSameSizeAs(TokenRegistry.standard().tokens());
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "+1", "01", "1e4", "0x10", " 1", "1 ", "", "1.0", "１",
			"115792089237316195423570985008687907853269984665640564039457584007913129639936" })
	void amountsThatOthersMightReadDifferentlyAreRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> AtomicAmount.parse(text));
	}

}
