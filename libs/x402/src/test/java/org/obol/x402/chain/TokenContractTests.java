package org.obol.x402.chain;

import java.math.BigInteger;
import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Authorization;
import org.obol.x402.Network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** A call is put together from what a payer signed; nothing of it may shift the rest. */
class TokenContractTests {

	private static final String ALICE = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

	private static final String NONCE = "0x" + "ab".repeat(32);

	private static final String SIGNATURE = "0x" + "11".repeat(65);

	private final TokenContract token = new TokenContract(
			ChainClient.connect(new Network("eip155:84532"), URI.create("http://127.0.0.1:9")), ALICE);

	@Test
	void wordsStandWhereTheTokenReadsThem() {
		String data = this.token.transfer(authorization(NONCE), SIGNATURE).data();
		assertThat(data).hasSize(10 + 9 * 64);
		assertThat(data.substring(10 + 5 * 64, 10 + 6 * 64)).isEqualTo(NONCE.substring(2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0x", "0xab", "0xabababababababababababababababababababababababababababababababab11",
			"0xzzabababababababababababababababababababababababababababababababab" })
	void nonceThatIsNot32BytesIsRefused(String nonce) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.token.transfer(authorization(nonce), SIGNATURE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0x123", "0xno" })
	void signatureThatIsNotHexIsRefused(String signature) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.token.transfer(authorization(NONCE), signature));
	}

	private static Authorization authorization(String nonce) {
		return new Authorization(ALICE, ALICE, AtomicAmount.of(1), BigInteger.ZERO, BigInteger.TEN, nonce);
	}

}
