package org.obol.x402.facilitator;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.EvmAccount;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attacks 12 and 22: a token that says yes to everything, and a settlement key that is
 * shared.
 */
class SettlementAttacksIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final String YES_TOKEN = "0x00000000000000000000000000000000000e5e50";

	private static ChainClient client;

	private final Buyer buyer = new Buyer(ANVIL.newAccount());

	private final String seller = ANVIL.newAccount().address();

	@BeforeAll
	static void connect() {
		client = ANVIL.client();
	}

	@AfterAll
	static void disconnect() {
		client.close();
	}

	@Test
	void aTokenThatNeverRevertsAndMovesNothingIsNoPayment() {
		// Returns one, whatever it is asked.
		ANVIL.rpc("anvil_setCode", YES_TOKEN, "0x600160005260206000f3");
		PaymentRequirements real = PaymentRequirements.exact(AnvilChain.USDC, AtomicAmount.of(10_000), this.seller,
				300);
		PaymentRequirements offer = new PaymentRequirements(real.scheme(), real.network(), real.amount(), YES_TOKEN,
				real.payTo(), 300, real.extra());
		OnchainFacilitator facilitator = facilitator(ANVIL.fundedAccount());
		assertThat(facilitator.settle(this.buyer.pays(offer), offer)).isInstanceOfSatisfying(Settlement.Failed.class,
				(failed) -> assertThat(failed.reason()).isEqualTo(ErrorReason.TRANSFER_EVENT_MISMATCH));
	}

	@Test
	void twoProcessesOnOneSettlementKeyLoseAndDoubleNothing() throws Exception {
		ANVIL.mint(AnvilChain.USDC, this.buyer.account().address(), 1_000_000);
		PaymentRequirements offer = PaymentRequirements.exact(AnvilChain.USDC, AtomicAmount.of(10_000), this.seller,
				300);
		EvmAccount shared = ANVIL.fundedAccount();
		List<OnchainFacilitator> processes = List.of(facilitator(shared), facilitator(shared));
		try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
			List<Callable<Boolean>> settlements = IntStream.range(0, 20)
				.<Callable<Boolean>>mapToObj(
						(number) -> () -> settles(processes, number, this.buyer.pays(offer), offer))
				.toList();
			assertThat(threads.invokeAll(settlements).stream().map(Future::resultNow)).containsOnly(true);
		}
		assertThat(ANVIL.balance(AnvilChain.USDC, this.seller)).isEqualTo(200_000);
	}

	/** As a gateway does: what is not settled is sent again, to whichever process. */
	private static boolean settles(List<OnchainFacilitator> processes, int number, PaymentPayload payment,
			PaymentRequirements offer) {
		for (int attempt = 0; attempt < 10; attempt++) {
			OnchainFacilitator process = processes.get((number + attempt) % 2);
			Settlement settlement = process.settle(payment, offer);
			if (settlement instanceof Settlement.Settled) {
				return true;
			}
			var found = process.lookup(payment.id(offer).orElseThrow(), offer.payTo(), offer.amount());
			if (found instanceof org.obol.x402.chain.TransferFinding.Paid) {
				return true;
			}
		}
		return false;
	}

	private static OnchainFacilitator facilitator(EvmAccount account) {
		return new OnchainFacilitator(List.of(client), account, Clock.systemUTC(), OnchainSettings.defaults()
			.withTimeouts(java.time.Duration.ofSeconds(3), java.time.Duration.ofSeconds(1)));
	}

}
