package org.obol.x402.facilitator;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.devchain.CountingRpc;
import org.web3j.crypto.TransactionDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many settlements from one account at the same time, with a node that is slow, refuses,
 * or does not answer.
 */
class ManySettlementsIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final String SENDING = "eth_sendRawTransaction";

	private static final Pattern RAW = Pattern.compile("\"params\":\\[\"(0x[0-9a-f]+)\"");

	private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");

	private static final int PAYMENTS = 5;

	private final Buyer buyer = new Buyer(ANVIL.newAccount());

	private final String seller = ANVIL.newAccount().address();

	private final PaymentRequirements offer = PaymentRequirements.exact(AnvilChain.USDC, AtomicAmount.of(10_000),
			this.seller, 300);

	private final CountingRpc rpc = new CountingRpc(ANVIL.rpcUrl());

	private final ChainClient chain = ChainClient.connect(AnvilChain.NETWORK, this.rpc.url());

	private final OnchainFacilitator facilitator = new OnchainFacilitator(List.of(this.chain), ANVIL.fundedAccount(),
			Clock.systemUTC(), OnchainSettings.defaults().withTimeouts(Duration.ofSeconds(20), Duration.ofMinutes(1)));

	@BeforeEach
	void makeTheBuyerRich() {
		ANVIL.mint(AnvilChain.USDC, this.buyer.account().address(), 1_000_000);
	}

	@AfterEach
	void disconnect() {
		this.chain.close();
		this.rpc.close();
	}

	@Test
	void settlementsAreHandedToTheNodeBesideEachOther() throws Exception {
		CyclicBarrier all = new CyclicBarrier(PAYMENTS);
		this.rpc.intercept((method, question) -> (method.equals(SENDING) && !passes(all))
				? refusal(question, "somebody was missing") : Optional.empty());
		assertThat(settleAtOnce(PAYMENTS)).hasOnlyElementsOfType(Settlement.Settled.class);
		assertThat(this.rpc.count(SENDING)).isEqualTo(PAYMENTS);
		assertThat(earned()).isEqualTo(10_000 * PAYMENTS);
	}

	@Test
	void theOthersAreMinedAlthoughTheNodeRefusesTheFirst() throws Exception {
		AtomicBoolean refused = new AtomicBoolean();
		this.rpc.intercept((method, question) -> {
			if (method.equals(SENDING) && nonce(question).signum() == 0 && refused.compareAndSet(false, true)) {
				await().until(() -> inThePool("queued") == PAYMENTS - 1);
				return refusal(question, "txpool is full");
			}
			return Optional.empty();
		});
		assertThat(settleAtOnce(PAYMENTS)).hasOnlyElementsOfTypes(Settlement.Settled.class, Settlement.Failed.class)
			.filteredOn(Settlement.Settled.class::isInstance)
			.hasSize(PAYMENTS - 1);
		assertThat(settleAtOnce(1)).hasOnlyElementsOfType(Settlement.Settled.class);
		assertThat(earned()).isEqualTo(10_000 * PAYMENTS);
	}

	@Test
	void aNodeThatWantsNoncesInOrderGetsThem() throws Exception {
		BigInteger[] next = { BigInteger.ZERO };
		this.rpc.intercept((method, question) -> {
			synchronized (next) {
				if (method.equals(SENDING) && !nonce(question).equals(next[0])) {
					return refusal(question, "nonce too high");
				}
				next[0] = method.equals(SENDING) ? next[0].add(BigInteger.ONE) : next[0];
				return Optional.empty();
			}
		});
		assertThat(settleAtOnce(PAYMENTS)).hasOnlyElementsOfType(Settlement.Settled.class);
		assertThat(earned()).isEqualTo(10_000 * PAYMENTS);
	}

	@Test
	void aTransactionThatGotLostOnItsWayIsHandedOverAgain() throws Exception {
		AtomicBoolean lost = new AtomicBoolean();
		this.rpc.intercept((method, question) -> (method.equals(SENDING) && lost.compareAndSet(false, true))
				? Optional.of("no JSON") : Optional.empty());
		assertThat(settleAtOnce(PAYMENTS)).hasOnlyElementsOfType(Settlement.Settled.class);
		assertThat(earned()).isEqualTo(10_000 * PAYMENTS);
	}

	private List<Settlement> settleAtOnce(int times) throws Exception {
		return OnchainFacilitatorIT.atOnce(times,
				() -> this.facilitator.settle(this.buyer.pays(this.offer), this.offer));
	}

	private long earned() {
		return ANVIL.balance(AnvilChain.USDC, this.seller).longValueExact();
	}

	private static boolean passes(CyclicBarrier barrier) {
		try {
			barrier.await(10, TimeUnit.SECONDS);
			return true;
		}
		catch (InterruptedException | BrokenBarrierException | TimeoutException ex) {
			return false;
		}
	}

	private static int inThePool(String state) {
		return Integer.decode(ANVIL.rpc("txpool_status").get(state).asString());
	}

	private static BigInteger nonce(String question) {
		Matcher raw = RAW.matcher(question);
		assertThat(raw.find()).isTrue();
		return TransactionDecoder.decode(raw.group(1)).getNonce();
	}

	private static Optional<String> refusal(String question, String message) {
		Matcher id = ID.matcher(question);
		assertThat(id.find()).isTrue();
		return Optional.of("{\"jsonrpc\":\"2.0\",\"id\":" + id.group(1) + ",\"error\":{\"code\":-32000,\"message\":\""
				+ message + "\"}}");
	}

}
