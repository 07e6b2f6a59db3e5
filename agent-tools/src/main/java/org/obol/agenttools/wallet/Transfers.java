package org.obol.agenttools.wallet;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.chain.Assets.Asset;
import org.obol.agenttools.chain.Rpc;
import org.obol.agenttools.spending.SpendingLedger.Item;
import org.obol.agenttools.spending.SpendingPolicy;
import org.obol.agenttools.tool.ToolRefusedException;
import org.springframework.stereotype.Component;

/** Sends an asset if the policy allows the asset, the amount and the receiver. */
@Component
class Transfers {

	private final Transactions transactions;

	Transfers(Transactions transactions) {
		this.transactions = transactions;
	}

	String send(Caller caller, Rpc rpc, Asset asset, String to, BigInteger atomic) throws InterruptedException {
		SpendingPolicy policy = SpendingPolicy.of(caller);
		SpendingPolicy.Limit limit = limit(policy, rpc, asset);
		if (!policy.mayReceive(to)) {
			throw new ToolRefusedException("Your policy does not let you send to " + to + ".");
		}
		List<Item> items = List.of(item(limit, asset, atomic));
		String target = asset.isNative() ? to : asset.address();
		BigInteger value = asset.isNative() ? atomic : BigInteger.ZERO;
		String data = asset.isNative() ? "0x" : "0xa9059cbb" + "0".repeat(24) + to.substring(2).toLowerCase(Locale.ROOT)
				+ String.format(Locale.ROOT, "%064x", atomic);
		return this.transactions.send(caller, rpc,
				new Transactions.Draft("transfer", target, value, data, null, items,
						asset.decimal(atomic) + " " + asset.symbol() + " to " + to,
						"The transfer would fail: most likely you do not have enough of " + asset.symbol()
								+ " or of the native coin. Nothing was sent."));
	}

	/** How much of an asset may leave the wallet. */
	static SpendingPolicy.Limit limit(SpendingPolicy policy, Rpc rpc, Asset asset) {
		return policy.transfer(rpc.network(), asset.address())
			.orElseThrow(() -> new ToolRefusedException("Your policy does not let you send " + asset.symbol() + " on "
					+ rpc.network().displayName() + "."));
	}

	/** What leaves the wallet, counted the same however it leaves. */
	static Item item(SpendingPolicy.Limit limit, Asset asset, BigInteger atomic) {
		if (!limit.allowsAtOnce(atomic)) {
			throw new ToolRefusedException("This is more than your policy lets you send at once. Do not split it.");
		}
		return new Item("transfer", limit, atomic, asset.symbol());
	}

}
