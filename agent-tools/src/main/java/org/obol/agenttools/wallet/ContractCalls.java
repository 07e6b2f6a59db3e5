package org.obol.agenttools.wallet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.chain.Assets;
import org.obol.agenttools.chain.Assets.Asset;
import org.obol.agenttools.chain.ContractCode;
import org.obol.agenttools.chain.Rpc;
import org.obol.agenttools.chain.RpcRefusedException;
import org.obol.agenttools.contract.ArgumentType;
import org.obol.agenttools.spending.ArgumentRule;
import org.obol.agenttools.spending.CallRule;
import org.obol.agenttools.spending.SpendingLedger.Item;
import org.obol.agenttools.spending.SpendingPolicy;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.TokenRegistry;
import org.springframework.stereotype.Component;

/**
 * Calls functions that the policy lists, with arguments that it allows. What such a call
 * spends counts against the same limits as a transfer.
 */
@Component
class ContractCalls {

	private final Assets assets;

	private final Transactions transactions;

	ContractCalls(Assets assets, Transactions transactions) {
		this.assets = assets;
		this.transactions = transactions;
	}

	String send(Caller caller, Rpc rpc, Order order) throws InterruptedException {
		String wallet = Signer.address(caller);
		SpendingPolicy policy = SpendingPolicy.of(caller);
		CallRule rule = policy.call(rpc.network(), order.contract(), order.function())
			.orElseThrow(() -> notListed(policy, rpc));
		List<List<String>> values = rule.function().read(order.arguments());
		requireAllowed(rule, values, wallet, policy);
		if (order.value().compareTo(rule.value()) > 0) {
			throw new ToolRefusedException(
					"Your policy lets at most " + rule.value() + " wei go along with " + rule.function() + ".");
		}
		List<Item> items = new ArrayList<>(spent(policy, rpc, rule, values, order.value()));
		items.add(new Item("call", rule.count(), BigInteger.ONE, "calls of " + rule.function()));
		requireSameCode(rpc, rule);
		Transactions.Draft draft = new Transactions.Draft("call", rule.contract(), order.value(),
				rule.function().encode(values), rule.gas(), items, told(rule, values, order.value()),
				"The contract refuses this call (it reverts). Nothing was sent.");
		simulate(rpc, wallet, draft, rule);
		return this.transactions.send(caller, rpc, draft);
	}

	private static ToolRefusedException notListed(SpendingPolicy policy, Rpc rpc) {
		List<String> listed = policy.calls()
			.stream()
			.filter((rule) -> rule.network().equals(rpc.network()))
			.map((rule) -> rule.function() + " of " + rule.contract())
			.toList();
		return new ToolRefusedException("Your policy does not let you call this on " + rpc.network().displayName()
				+ (listed.isEmpty() ? "." : "; it lists " + String.join(", ", listed) + "."));
	}

	private static void requireAllowed(CallRule rule, List<List<String>> values, String wallet, SpendingPolicy policy) {
		for (int i = 0; i < values.size(); i++) {
			ArgumentRule allowed = rule.arguments().get(i);
			if (!values.get(i).stream().allMatch((value) -> allowed.allows(value, wallet, policy))) {
				throw new ToolRefusedException("Your policy does not allow this value of argument " + (i + 1) + " of "
						+ rule.function() + ".");
			}
		}
	}

	/** What leaves the wallet by all arguments together, each asset once. */
	private List<Item> spent(SpendingPolicy policy, Rpc rpc, CallRule rule, List<List<String>> values, BigInteger value)
			throws InterruptedException {
		Map<String, BigInteger> sums = new LinkedHashMap<>();
		if (value.signum() > 0) {
			sums.put(Asset.NATIVE, value);
		}
		for (int i = 0; i < values.size(); i++) {
			if (rule.arguments().get(i) instanceof ArgumentRule.Spends(String asset)) {
				BigInteger sum = values.get(i).stream().map(BigInteger::new).reduce(BigInteger.ZERO, BigInteger::add);
				sums.merge(asset, sum, BigInteger::add);
			}
		}
		List<Item> items = new ArrayList<>();
		for (Map.Entry<String, BigInteger> sum : sums.entrySet()) {
			Asset asset = this.assets.find(rpc, sum.getKey());
			items.add(Transfers.item(Transfers.limit(policy, rpc, asset), asset, sum.getValue()));
		}
		return items;
	}

	/** The tokens of the table are trusted as they are, as they are for transfers. */
	private static void requireSameCode(Rpc rpc, CallRule rule) throws InterruptedException {
		Optional<String> runs = ContractCode.implementation(rpc, rule.contract());
		Optional<String> expected = Optional.ofNullable(rule.implementation());
		boolean known = TokenRegistry.standard().byAddress(rpc.network(), rule.contract()).isPresent();
		if (runs.equals(expected) || (expected.isEmpty() && known)) {
			return;
		}
		throw new ToolRefusedException(expected.isEmpty()
				? "This contract is a proxy, and your policy does not say whose code it may run; only the operator can."
				: "This contract does not run the code that your policy names; only the operator can look into it.");
	}

	private static void simulate(Rpc rpc, String wallet, Transactions.Draft draft, CallRule rule)
			throws InterruptedException {
		Map<String, Object> message = new LinkedHashMap<>(draft.message(wallet));
		message.put("gas", Rpc.hex(rule.gas()));
		try {
			rpc.call("eth_call", message, "latest");
		}
		catch (RpcRefusedException ex) {
			throw new ToolRefusedException((ex.isRevert() ? ex.reason()
					: "The call would fail: most likely you do not have enough of the native coin, or it needs more gas"
							+ " than your policy allows.")
					+ " Nothing was sent.");
		}
	}

	/** Texts of an agent are not for the log. */
	private static String told(CallRule rule, List<List<String>> values, BigInteger value) {
		List<String> shown = new ArrayList<>();
		for (int i = 0; i < values.size(); i++) {
			ArgumentType type = rule.function().types().get(i);
			shown.add("string".equals(type.element()) ? "a text" : String.join("+", values.get(i)));
		}
		return rule.function() + " of " + rule.contract() + " with " + String.join(", ", shown) + " and " + value
				+ " wei";
	}

	/**
	 * What an agent wants.
	 *
	 * @param contract the contract
	 * @param function the signature
	 * @param arguments texts, one per argument
	 * @param value wei that go along
	 */
	record Order(String contract, String function, List<String> arguments, BigInteger value) {

	}

}
