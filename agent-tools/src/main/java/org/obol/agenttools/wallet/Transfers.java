package org.obol.agenttools.wallet;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.chain.Assets.Asset;
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
 * Sends an asset: checks, reserves the amount and the highest possible fee, signs, sends.
 * Once there is a signature the reservation stays, whatever the node says.
 */
@Component
class Transfers {

	/** Twice the base fee stays enough for six full blocks in a row. */
	private static final BigInteger BASE_FEES = BigInteger.TWO;

	private final Signer signer;

	private final SpendingLedger ledger;

	private final SpendingLog log;

	/** One transaction at a time per wallet and chain: each takes the next number. */
	private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

	Transfers(Signer signer, SpendingLedger ledger, SpendingLog log) {
		this.signer = signer;
		this.ledger = ledger;
		this.log = log;
	}

	String send(Caller caller, Rpc rpc, Asset asset, String to, BigInteger atomic) throws InterruptedException {
		String from = Signer.address(caller);
		SpendingPolicy policy = SpendingPolicy.of(caller);
		SpendingPolicy.Limit limit = policy.transfer(rpc.network(), asset.address())
			.orElseThrow(() -> new ToolRefusedException("Your policy does not let you send " + asset.symbol() + " on "
					+ rpc.network().displayName() + "."));
		SpendingPolicy.Limit fees = policy.fee(rpc.network())
			.orElseThrow(() -> new ToolRefusedException(
					"Your policy does not let you pay fees on " + rpc.network().displayName() + "."));
		if (!policy.mayReceive(to)) {
			throw new ToolRefusedException("Your policy does not let you send to " + to + ".");
		}
		if (!limit.allowsAtOnce(atomic)) {
			throw new ToolRefusedException("This is more than your policy lets you send at once. Do not split it.");
		}
		ReentrantLock lock = this.locks.computeIfAbsent(from + rpc.network(), (key) -> new ReentrantLock());
		lock.lockInterruptibly();
		try {
			Map<String, String> transaction = prepare(rpc, asset, from, to, atomic);
			BigInteger fee = new BigInteger(transaction.get("gas_limit"))
				.multiply(new BigInteger(transaction.get("max_fee_per_gas")));
			List<Item> items = List.of(new Item("transfer", limit, atomic, asset.symbol()),
					new Item("fee", fees, fee, "fees"));
			String signed = sign(caller, transaction, items);
			return broadcast(caller, rpc, signed, asset.decimal(atomic) + " " + asset.symbol() + " to " + to);
		}
		finally {
			lock.unlock();
		}
	}

	private static Map<String, String> prepare(Rpc rpc, Asset asset, String from, String to, BigInteger atomic)
			throws InterruptedException {
		String target = asset.isNative() ? to : asset.address();
		BigInteger value = asset.isNative() ? atomic : BigInteger.ZERO;
		String data = asset.isNative() ? "0x" : "0xa9059cbb" + "0".repeat(24) + to.substring(2).toLowerCase(Locale.ROOT)
				+ String.format(Locale.ROOT, "%064x", atomic);
		BigInteger gas;
		try {
			gas = rpc.number("eth_estimateGas",
					Map.of("from", from, "to", target, "value", Rpc.hex(value), "data", data));
		}
		catch (RpcRefusedException ex) {
			throw new ToolRefusedException("The transfer would fail: most likely you do not have enough of "
					+ asset.symbol() + " or of the native coin. Nothing was sent.");
		}
		JsonNode block = rpc.call("eth_getBlockByNumber", "latest", false);
		BigInteger base = block.has("baseFeePerGas") ? Rpc.quantity(block.get("baseFeePerGas"))
				: rpc.number("eth_gasPrice");
		BigInteger tip = rpc.number("eth_maxPriorityFeePerGas");
		Map<String, String> transaction = new LinkedHashMap<>();
		transaction.put("chain_id", String.valueOf(rpc.network().chainId()));
		transaction.put("nonce", rpc.number("eth_getTransactionCount", from, "pending").toString());
		transaction.put("gas_limit", gas.add(gas.shiftRight(2)).toString());
		transaction.put("max_fee_per_gas", base.multiply(BASE_FEES).add(tip).toString());
		transaction.put("max_priority_fee_per_gas", tip.toString());
		transaction.put("to", target);
		transaction.put("value", value.toString());
		transaction.put("data", data);
		return transaction;
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

	private String broadcast(Caller caller, Rpc rpc, String signed, String what) throws InterruptedException {
		try {
			String hash = rpc.call("eth_sendRawTransaction", signed).asString("");
			this.log.note(caller, "transfer", rpc.network(), "sent", what + " in " + hash);
			return hash;
		}
		catch (ToolRefusedException ex) {
			this.log.note(caller, "transfer", rpc.network(), "unknown", what);
			throw new ToolRefusedException("The node did not take the transaction, or did not say so. It may still"
					+ " happen, so it counts against today's limit. Look at your balance before you try again.");
		}
	}

}
