package org.obol.x402.facilitator;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.devchain.CountingRpc;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What many settlements ask a node at the same time: each for itself what is about it
 * alone, together what is the same for all.
 */
class SharedQuestionsIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final int PAYMENTS = 20;

	private final Buyer buyer = new Buyer(ANVIL.newAccount());

	private final String seller = ANVIL.newAccount().address();

	private final PaymentRequirements offer = PaymentRequirements.exact(AnvilChain.USDC, AtomicAmount.of(10_000),
			this.seller, 300);

	@BeforeEach
	void blocksTakeThreeSeconds() {
		ANVIL.mint(AnvilChain.USDC, this.buyer.account().address(), 1_000_000);
		ANVIL.rpc("evm_setIntervalMining", 3);
	}

	@AfterEach
	void blocksComeAtOnce() {
		ANVIL.rpc("evm_setIntervalMining", 0);
		ANVIL.rpc("evm_setAutomine", true);
		ANVIL.rpc("evm_mine");
	}

	@Test
	void settlementsOfOneBlockAskTogetherForFeesAndHowManyAreMined() throws Exception {
		List<PaymentPayload> payments = Stream.generate(() -> this.buyer.pays(this.offer)).limit(PAYMENTS).toList();
		try (CountingRpc rpc = new CountingRpc(ANVIL.rpcUrl());
				ChainClient chain = ChainClient.connect(AnvilChain.NETWORK, rpc.url());
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			OnchainFacilitator facilitator = new OnchainFacilitator(List.of(chain), ANVIL.fundedAccount(),
					Clock.systemUTC(), OnchainSettings.defaults());
			assertThat(threads.invokeAll(payments.stream()
				.map((payment) -> (Callable<Settlement>) () -> pay(facilitator, payment))
				.toList())).extracting(Future::resultNow).hasOnlyElementsOfType(Settlement.Settled.class);
			assertThat(rpc.count("eth_call")).as("each is tried before it is worked for").isEqualTo(PAYMENTS);
			assertThat(rpc.count("eth_estimateGas")).as("and before it is sent").isEqualTo(PAYMENTS);
			assertThat(rpc.count("eth_sendRawTransaction")).isEqualTo(PAYMENTS);
			assertThat(rpc.count("eth_getBlockByNumber")).as("fees").isBetween(1, 5);
			assertThat(rpc.count("eth_maxPriorityFeePerGas")).as("fees").isBetween(1, 5);
			assertThat(rpc.count("eth_getTransactionReceipt"))
				.as("at once, when they are there, and hardly ever in between")
				.isBetween(PAYMENTS, 3 * PAYMENTS);
			assertThat(rpc.count("eth_getTransactionCount")).as("how many are there").isBetween(1, 2 * PAYMENTS);
		}
		assertThat(ANVIL.balance(AnvilChain.USDC, this.seller)).isEqualTo(10_000 * PAYMENTS);
	}

	private Settlement pay(OnchainFacilitator facilitator, PaymentPayload payment) {
		assertThat(facilitator.verify(payment, this.offer)).isInstanceOf(Verification.Valid.class);
		return facilitator.settle(payment, this.offer);
	}

}
