package org.obol.x402.facilitator;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.TransferFinding;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.EvmAccount;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Settlements on a chain that makes no blocks until it is told to.
 */
class SlowChainIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static ChainClient client;

	private final EvmAccount settler = ANVIL.fundedAccount();

	private final Buyer buyer = new Buyer(ANVIL.newAccount());

	private final String seller = ANVIL.newAccount().address();

	private final PaymentRequirements offer = PaymentRequirements.exact(AnvilChain.USDC, AtomicAmount.of(10_000),
			this.seller, 300);

	@BeforeAll
	static void connect() {
		client = ANVIL.client();
	}

	@AfterAll
	static void disconnect() {
		client.close();
	}

	@BeforeEach
	void stopTheBlocks() {
		ANVIL.mint(AnvilChain.USDC, this.buyer.account().address(), 1_000_000);
		ANVIL.rpc("evm_setAutomine", false);
	}

	@AfterEach
	void letTheBlocksFlow() {
		ANVIL.rpc("evm_setAutomine", true);
		ANVIL.rpc("evm_mine");
	}

	@Test
	void anUnminedSettlementIsUnknownAndTheRetryFindsIt() {
		OnchainFacilitator facilitator = facilitator(Duration.ofMillis(300), Duration.ofMinutes(1));
		PaymentPayload payment = this.buyer.pays(this.offer);
		Settlement.Unknown pending = (Settlement.Unknown) facilitator.settle(payment, this.offer);
		assertThat(pending.reason()).isEqualTo(ErrorReason.SETTLEMENT_PENDING);
		assertThat(pending.transaction()).isNotNull();
		assertThat(facilitator.settle(payment, this.offer)).isEqualTo(pending);
		ANVIL.rpc("evm_mine");
		assertThat(facilitator.settle(payment, this.offer)).isInstanceOfSatisfying(Settlement.Settled.class,
				(settled) -> assertThat(settled.transaction()).isEqualTo(pending.transaction()));
		assertThat(ANVIL.balance(AnvilChain.USDC, this.seller)).isEqualTo(10_000);
	}

	@Test
	void anUnminedSettlementIsReplacedByOneWithAHigherFee() {
		OnchainFacilitator facilitator = facilitator(Duration.ofSeconds(30), Duration.ofMillis(300));
		PaymentPayload payment = this.buyer.pays(this.offer);
		CompletableFuture<Settlement> settlement = CompletableFuture
			.supplyAsync(() -> facilitator.settle(payment, this.offer));
		String first = await().atMost(Duration.ofSeconds(10)).until(this::waiting, (hash) -> hash != null);
		String second = await().atMost(Duration.ofSeconds(10))
			.until(this::waiting, (hash) -> hash != null && !hash.equals(first));
		assertThat(second).isNotNull();
		ANVIL.rpc("evm_mine");
		assertThat(settlement).succeedsWithin(Duration.ofSeconds(10))
			.isInstanceOfSatisfying(Settlement.Settled.class,
					(settled) -> assertThat(settled.transaction()).isNotEqualTo(first));
		assertThat(ANVIL.balance(AnvilChain.USDC, this.seller)).isEqualTo(10_000);
	}

	@Test
	void aRestartedProcessNeverCallsASettlementOnItsWayAFailure() {
		PaymentPayload payment = this.buyer.pays(this.offer);
		facilitator(Duration.ofMillis(200), Duration.ofMinutes(1)).settle(payment, this.offer);
		OnchainFacilitator restarted = facilitator(Duration.ofMillis(200), Duration.ofMinutes(1));
		assertThat(restarted.settle(payment, this.offer)).isInstanceOfSatisfying(Settlement.Unknown.class,
				(unknown) -> assertThat(unknown.reason()).isEqualTo(ErrorReason.SETTLEMENT_PENDING));
		ANVIL.rpc("evm_mine");
		assertThat(restarted.lookup(payment.id(this.offer).orElseThrow(), this.seller, this.offer.amount()))
			.isInstanceOf(TransferFinding.Paid.class);
		assertThat(ANVIL.balance(AnvilChain.USDC, this.seller)).isEqualTo(10_000);
	}

	private OnchainFacilitator facilitator(Duration receiptTimeout, Duration bumpAfter) {
		return new OnchainFacilitator(List.of(client), this.settler, Clock.systemUTC(),
				OnchainSettings.defaults().withTimeouts(receiptTimeout, bumpAfter));
	}

	/** The hash of the settlement in the pool. */
	private String waiting() {
		for (var entry : ANVIL.rpc("txpool_content").get("pending").properties()) {
			if (entry.getKey().equalsIgnoreCase(this.settler.address())) {
				JsonNode transaction = entry.getValue().properties().iterator().next().getValue();
				return transaction.get("hash").asString();
			}
		}
		return null;
	}

}
