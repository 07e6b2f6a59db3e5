package org.obol.x402.chain;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.obol.x402.Network;
import org.obol.x402.Token;
import org.obol.x402.TransferMethod;
import org.obol.x402.devchain.AnvilChain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TokenCheckIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	@Test
	void theTokensOfTheDevChainAreWhatTheTableSays() {
		try (ChainClient chain = ANVIL.client()) {
			assertThat(TokenCheck.problem(chain, AnvilChain.USDC)).isEmpty();
			assertThat(TokenCheck.problem(chain, AnvilChain.OBOL)).isEmpty();
		}
	}

	@Test
	void aWrongTableIsToldInOneSentence() {
		try (ChainClient chain = ANVIL.client()) {
			assertThat(TokenCheck.problem(chain, usdc(AnvilChain.USDC.address(), 6, "USD Coin")))
				.hasValue("USDC at " + AnvilChain.USDC.address()
						+ " on base-sepolia: its EIP-712 domain isn't name 'USD Coin', version '2'");
			assertThat(TokenCheck.problem(chain, usdc(AnvilChain.USDC.address(), 18, "USDC")).orElseThrow())
				.endsWith("has 6 decimals, not 18");
			assertThat(TokenCheck.problem(chain, usdc("0x" + "1".repeat(40), 6, "USDC")).orElseThrow())
				.endsWith("there is no contract");
		}
	}

	@Test
	void anEndpointOfAnotherChainIsNoticed() {
		try (ChainClient chain = ChainClient.connect(Network.evm(8453), ANVIL.rpcUrl())) {
			assertThatExceptionOfType(ChainException.class).isThrownBy(chain::requireExpectedChain)
				.withMessage("the RPC endpoint serves chain 84532, not 8453 (base)");
		}
	}

	@Test
	void anEndpointThatIsNotThereIsAChainException() {
		try (ChainClient chain = ChainClient.connect(AnvilChain.NETWORK, URI.create("http://127.0.0.1:9"))) {
			assertThatExceptionOfType(ChainException.class).isThrownBy(chain::requireExpectedChain)
				.withMessage("eth_chainId got no answer");
		}
	}

	private static Token usdc(String address, int decimals, String domainName) {
		return new Token(AnvilChain.NETWORK, address, "USDC", decimals, domainName, "2", TransferMethod.EIP3009);
	}

}
