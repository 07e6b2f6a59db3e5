package org.obol.gateway.facilitator;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.gateway.SmartBuyer;
import org.obol.x402.Network;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.PersonalMessage;

import static org.assertj.core.api.Assertions.assertThat;

/** Smart wallets sign in on a real chain, before and after they are deployed. */
class ChainWalletsIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final Network NETWORK = Network.evm(84532);

	private final byte[] digest = PersonalMessage.digest("market.example wants you to sign in");

	private final ChainWallets wallets = on(ANVIL.rpcUrl());

	@Test
	void walletThatDoesNotExistYetSignsInAndIsNotDeployedForThat() {
		SmartBuyer wallet = new SmartBuyer(ANVIL);
		String signature = wallet.wrapped(wallet.signature(this.digest));
		assertThat(accepts(wallet, signature)).isTrue();
		assertThat(ANVIL.rpc("eth_getCode", wallet.address(), "latest").asString()).isEqualTo("0x");
		assertThat(accepts(wallet, wallet.signature(this.digest))).as("without the wrapping").isFalse();
		assertThat(accepts(wallet, wallet.wrapped(new SmartBuyer(ANVIL).signature(this.digest)))).as("of another owner")
			.isFalse();
		assertThat(accepts(wallet, wallet.wrapped(wallet.signature(PersonalMessage.digest("something else")))))
			.as("of another text")
			.isFalse();
		assertThat(this.wallets.accept(NETWORK, ANVIL.newAccount().address(), this.digest, signature))
			.as("for somebody else's address")
			.isFalse();
	}

	@Test
	void walletThatExistsSignsInWithAndWithoutTheWrapping() {
		SmartBuyer wallet = new SmartBuyer(ANVIL);
		wallet.deploy();
		assertThat(accepts(wallet, wallet.signature(this.digest))).isTrue();
		assertThat(accepts(wallet, wallet.wrapped(wallet.signature(this.digest)))).isTrue();
		assertThat(accepts(wallet, new SmartBuyer(ANVIL).signature(this.digest))).isFalse();
	}

	@Test
	void nobodySignsInOnAChainThatDoesNotAnswerOrWithNonsense() {
		SmartBuyer wallet = new SmartBuyer(ANVIL);
		String signature = wallet.wrapped(wallet.signature(this.digest));
		assertThat(on(URI.create("http://127.0.0.1:1")).accept(NETWORK, wallet.address(), this.digest, signature))
			.isFalse();
		assertThat(this.wallets.accept(Network.evm(1), wallet.address(), this.digest, signature)).isFalse();
		assertThat(accepts(wallet, "0x" + "6492".repeat(16))).isFalse();
		assertThat(accepts(wallet, "0x" + "ff".repeat(200) + "6492".repeat(16))).isFalse();
		assertThat(accepts(wallet, "0x")).isFalse();
	}

	private boolean accepts(SmartBuyer wallet, String signature) {
		return this.wallets.accept(NETWORK, wallet.address(), this.digest, signature);
	}

	private static ChainWallets on(URI rpc) {
		return new ChainWallets(new Chains(Map.of(NETWORK, ChainClient.connect(NETWORK, rpc))));
	}

}
