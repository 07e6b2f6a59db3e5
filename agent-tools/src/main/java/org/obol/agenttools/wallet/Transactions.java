package org.obol.agenttools.wallet;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.chain.Rpc;
import org.obol.agenttools.chain.RpcRefusedException;
import org.obol.agenttools.spending.SpendingLedger;
import org.obol.agenttools.spending.SpendingLedger.Item;
import org.obol.agenttools.spending.SpendingLog;
import org.obol.agenttools.spending.SpendingPolicy;
import org.obol.agenttools.tool.ToolRefusedException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Sends a transaction that was found to be allowed: reserves what it spends and the
 * highest possible fee, signs, sends. Once there is a signature the reservation stays,
 * whatever the node says.
 */
@Component
class Transactions {

	/** Twice the base fee stays enough for six full blocks in a row. */
	private static final BigInteger BASE_FEES = BigInteger.TWO;

	private static final Duration PAUSE = Duration.ofMillis(500);

	private static final int LOOKS = 30;

	private final Signer signer;

	private final SpendingLedger ledger;

	private final SpendingLog log;

	/** One transaction at a time per wallet and chain: each takes the next number. */
	private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

	Transactions(Signer signer, SpendingLedger ledger, SpendingLog log) {
		this.signer = signer;
		this.ledger = ledger;
		this.log = log;
	}

	String send(Caller caller, Rpc rpc, Draft draft) throws InterruptedException {
		String from = Signer.address(caller);
		SpendingPolicy.Limit fees = SpendingPolicy.of(caller)
			.fee(rpc.network())
			.orElseThrow(() -> new ToolRefusedException(
					"Your policy does not let you pay fees on " + rpc.network().displayName() + "."));
		ReentrantLock lock = this.locks.computeIfAbsent(from + rpc.network(), (key) -> new ReentrantLock());
		lock.lockInterruptibly();
		try {
			Map<String, String> transaction = prepare(rpc, from, draft);
			BigInteger fee = new BigInteger(transaction.get("gas_limit"))
				.multiply(new BigInteger(transaction.get("max_fee_per_gas")));
			List<Item> items = new ArrayList<>(draft.items());
			items.add(new Item("fee", fees, fee, "fees"));
			return broadcast(caller, rpc, sign(caller, transaction, items), draft);
		}
		finally {
			lock.unlock();
		}
	}

	private static Map<String, String> prepare(Rpc rpc, String from, Draft draft) throws InterruptedException {
		BigInteger gas = gas(rpc, from, draft);
		JsonNode block = rpc.call("eth_getBlockByNumber", "latest", false);
		BigInteger base = block.has("baseFeePerGas") ? Rpc.quantity(block.get("baseFeePerGas"))
				: rpc.number("eth_gasPrice");
		BigInteger tip = rpc.number("eth_maxPriorityFeePerGas");
		Map<String, String> transaction = new LinkedHashMap<>();
		transaction.put("chain_id", String.valueOf(rpc.network().chainId()));
		transaction.put("nonce", rpc.number("eth_getTransactionCount", from, "pending").toString());
		transaction.put("gas_limit", gas.toString());
		transaction.put("max_fee_per_gas", base.multiply(BASE_FEES).add(tip).toString());
		transaction.put("max_priority_fee_per_gas", tip.toString());
		transaction.put("to", draft.to());
		transaction.put("value", draft.value().toString());
		transaction.put("data", draft.data());
		return transaction;
	}

	/** A quarter more than it takes now, but never more than there may be. */
	private static BigInteger gas(Rpc rpc, String from, Draft draft) throws InterruptedException {
		BigInteger most = draft.mostGas();
		BigInteger gas;
		try {
			gas = rpc.number("eth_estimateGas", draft.message(from));
		}
		catch (RpcRefusedException ex) {
			throw new ToolRefusedException(draft.refusal());
		}
		if (most != null && gas.compareTo(most) > 0) {
			throw new ToolRefusedException(
					"This needs " + gas + " gas, and your policy allows " + most + ". Nothing was sent.");
		}
		BigInteger ample = gas.add(gas.shiftRight(2));
		return (most != null) ? ample.min(most) : ample;
	}

	private String sign(Caller caller, Map<String, String> transaction, List<Item> items) throws InterruptedException {
		SpendingLedger.Reservation reservation = this.ledger.reserve(caller.key(), items);
		boolean signed = false;
		try {
			String raw = this.signer.transaction(caller, transaction);
			signed = true;
			return raw;
		}
		finally {
			if (!signed) {
				this.ledger.release(reservation);
			}
		}
	}

	private String broadcast(Caller caller, Rpc rpc, String signed, Draft draft) throws InterruptedException {
		try {
			String hash = rpc.call("eth_sendRawTransaction", signed).asString("");
			this.log.note(caller, draft.kind(), rpc.network(), "sent", draft.what() + " in " + hash);
			return hash;
		}
		catch (ToolRefusedException ex) {
			this.log.note(caller, draft.kind(), rpc.network(), "unknown", draft.what());
			throw new ToolRefusedException("The node did not take the transaction, or did not say so. It may still"
					+ " happen, so it counts against today's limit. Look at your balance before you try again.");
		}
	}

	/**
	 * Waits a while for a transaction to be mined.
	 * @param rpc the chain
	 * @param hash the transaction
	 * @return {@code succeeded}, {@code failed} or {@code pending}
	 * @throws InterruptedException if this thread is to stop
	 */
	static String outcome(Rpc rpc, String hash) throws InterruptedException {
		try {
			for (int i = 0; i < LOOKS; i++) {
				JsonNode receipt = rpc.call("eth_getTransactionReceipt", hash);
				if (receipt.isObject()) {
					return "0x1".equals(receipt.path("status").asString("")) ? "succeeded" : "failed";
				}
				Thread.sleep(PAUSE);
			}
		}
		catch (ToolRefusedException ex) {
			// The transaction is out; only its outcome is not known yet.
		}
		return "pending";
	}

	/**
	 * A transaction that is allowed, without number and price.
	 *
	 * @param kind {@code transfer} or {@code call}
	 * @param to who is sent to or called
	 * @param value wei
	 * @param data 0x and hex
	 * @param mostGas how much gas at most, null for what it takes
	 * @param items what it spends, without the fee
	 * @param what the same for the log
	 * @param refusal what the agent is told if the chain would not carry it out
	 */
	record Draft(String kind, String to, BigInteger value, String data, @Nullable BigInteger mostGas, List<Item> items,
			String what, String refusal) {

		Map<String, Object> message(String from) {
			return Map.of("from", from, "to", this.to, "value", Rpc.hex(this.value), "data", this.data);
		}

	}

}
