package org.obol.x402.facilitator;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.devchain.CountingRpc;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody else brings the payment a moment before our transaction is mined. */
class LostRaceIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");

	private final Buyer buyer = new Buyer(ANVIL.newAccount());

	private final String seller = ANVIL.newAccount().address();

	private final PaymentRequirements offer = PaymentRequirements.exact(AnvilChain.USDC, AtomicAmount.of(10_000),
			this.seller, 300);

	private final CountingRpc rpc = new CountingRpc(ANVIL.rpcUrl());

	private final ChainClient direct = ANVIL.client();

	private final ChainClient chain = ChainClient.connect(AnvilChain.NETWORK, this.rpc.url());

	private final OnchainFacilitator stranger = facilitator(this.direct);

	private final OnchainFacilitator ours = facilitator(this.chain);

	private final AtomicBoolean lost = new AtomicBoolean();

	@AfterEach
	void disconnect() {
		this.direct.close();
		this.chain.close();
		this.rpc.close();
	}

	@Test
	void moneyThatCameByAnothersTransactionCounts() {
		assertThat(settle(false)).isInstanceOf(Settlement.Settled.class);
	}

	@Test
	void anothersTransactionThatTheNodeDoesNotShowYetIsNotTakenForNoPayment() {
		assertThat(settle(true)).isInstanceOfSatisfying(Settlement.Unknown.class,
				(unknown) -> assertThat(unknown.reason()).isEqualTo(ErrorReason.NONCE_ALREADY_USED));
	}

	private Settlement settle(boolean blind) {
		ANVIL.mint(AnvilChain.USDC, this.buyer.account().address(), 10_000);
		PaymentPayload payment = this.buyer.pays(this.offer);
		this.rpc.intercept((method, question) -> {
			if (method.equals("eth_sendRawTransaction") && this.lost.compareAndSet(false, true)) {
				assertThat(this.stranger.settle(payment, this.offer)).isInstanceOf(Settlement.Settled.class);
			}
			if (blind && this.lost.get() && method.equals("eth_getLogs")) {
				return Optional.of(answer(question, "[]"));
			}
			// A chain too long to be searched to its beginning.
			return (blind && this.lost.get() && method.equals("eth_blockNumber"))
					? Optional.of(answer(question, "\"0x5f5e100\"")) : Optional.empty();
		});
		Settlement settlement = this.ours.settle(payment, this.offer);
		assertThat(this.lost).isTrue();
		assertThat(ANVIL.balance(AnvilChain.USDC, this.seller)).isEqualTo(10_000);
		return settlement;
	}

	private static String answer(String question, String result) {
		Matcher id = ID.matcher(question);
		assertThat(id.find()).isTrue();
		return "{\"jsonrpc\":\"2.0\",\"id\":" + id.group(1) + ",\"result\":" + result + "}";
	}

	private static OnchainFacilitator facilitator(ChainClient chain) {
		return new OnchainFacilitator(List.of(chain), ANVIL.fundedAccount(), Clock.systemUTC(),
				OnchainSettings.defaults());
	}

}
