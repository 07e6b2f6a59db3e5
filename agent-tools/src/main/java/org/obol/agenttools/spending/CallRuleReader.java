package org.obol.agenttools.spending;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.obol.agenttools.contract.ArgumentType;
import org.obol.agenttools.contract.ContractFunction;
import org.obol.agenttools.contract.TokenFunctions;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.Network;
import org.obol.x402.TokenRegistry;
import org.obol.x402.evm.EvmAddress;
import org.obol.x402.evm.X402Contracts;
import tools.jackson.databind.JsonNode;

/**
 * Reads the calls of a policy. A rule that would be a way round the limits makes the
 * whole policy one that can't be read, like a word that is not known: the seller is to
 * find out when writing it, and not by what is gone.
 */
final class CallRuleReader {

	private static final String FIELD = "calls";

	private static final Set<String> MEMBERS = Set.of("network", "contract", "function", "arguments", "value", "gas",
			"perDay", "implementation");

	private static final BigInteger MOST_GAS = BigInteger.valueOf(30_000_000);

	private static final Set<String> SPENDERS = Set.of(X402Contracts.PERMIT2, X402Contracts.EXACT_PERMIT2_PROXY,
			X402Contracts.UPTO_PERMIT2_PROXY);

	/** Contracts of tokens that the policy has limits for. */
	private final List<SpendingPolicy.Limit> limits;

	CallRuleReader(List<SpendingPolicy.Limit> limits) {
		this.limits = limits;
	}

	List<CallRule> read(JsonNode policy) {
		List<CallRule> rules = new ArrayList<>();
		Set<String> selectors = new HashSet<>();
		for (JsonNode each : PolicyReader.list(FIELD, policy)) {
			CallRule rule = rule(each);
			if (!selectors.add(rule.network() + rule.contract() + rule.function().selector())) {
				throw new IllegalArgumentException(
						FIELD + " has " + rule.function() + ", or another function with its selector, twice");
			}
			requireSafe(rule);
			rules.add(rule);
		}
		return List.copyOf(rules);
	}

	private static CallRule rule(JsonNode json) {
		PolicyReader.requireMembers(FIELD, json, MEMBERS);
		Network network = Network.parse(json.path("network").asString(""));
		ContractFunction function = ContractFunction.parse(json.path("function").asString(""));
		List<ArgumentRule> arguments = new ArrayList<>();
		for (JsonNode each : PolicyReader.list("arguments", json)) {
			if (arguments.size() == function.types().size()) {
				throw new IllegalArgumentException(function + " has more rules than arguments");
			}
			arguments.add(argument(network, function.types().get(arguments.size()), each));
		}
		if (arguments.size() < function.types().size()) {
			throw new IllegalArgumentException(function + " has arguments without a rule");
		}
		BigInteger gas = PolicyReader.amount(FIELD + ".gas", json.get("gas"));
		if (gas.compareTo(MOST_GAS) > 0) {
			throw new IllegalArgumentException(FIELD + ".gas is at most " + MOST_GAS);
		}
		JsonNode value = json.get("value");
		JsonNode implementation = json.get("implementation");
		return new CallRule(network, address(FIELD + ".contract", json.get("contract")), function, arguments,
				(value != null) ? PolicyReader.amount(FIELD + ".value", value) : BigInteger.ZERO, gas,
				PolicyReader.amount(FIELD + ".perDay", json.get("perDay")),
				(implementation != null) ? address(FIELD + ".implementation", implementation) : null);
	}

	private static String address(String field, @Nullable JsonNode node) {
		if (node == null || !node.isString() || !EvmAddress.isValid(node.asString())) {
			throw new IllegalArgumentException(field + " is not an address");
		}
		return EvmAddress.checksummed(node.asString());
	}

	private static ArgumentRule argument(Network network, ArgumentType type, JsonNode json) {
		if (json.isString()) {
			return word(type, json.asString());
		}
		PolicyReader.requireMembers("arguments", json, Set.of("oneOf", "min", "max", "spends"));
		if (json.has("oneOf") && json.size() == 1) {
			return new ArgumentRule.OneOf(values(type, json));
		}
		if (json.has("spends") && json.size() == 1 && type.isUnsigned()) {
			return new ArgumentRule.Spends(token(network, json));
		}
		if (json.has("max") && !json.has("spends") && !json.has("oneOf") && type.isNumber()) {
			BigInteger min = json.has("min") ? PolicyReader.amount("arguments.min", json.get("min")) : BigInteger.ZERO;
			return new ArgumentRule.Within(min, PolicyReader.amount("arguments.max", json.get("max")));
		}
		throw new IllegalArgumentException("a rule for " + type.canonical()
				+ " is one of oneOf, spends (a token, for unsigned numbers) and max with or without min (for numbers)");
	}

	private static ArgumentRule word(ArgumentType type, String word) {
		if ("wallet".equals(word) && type.isAddress()) {
			return new ArgumentRule.Wallet();
		}
		if ("recipient".equals(word) && type.isAddress()) {
			return new ArgumentRule.Recipient();
		}
		if ("any".equals(word) && !type.isAddress() && !type.isNumber() && !type.mayHide()) {
			return new ArgumentRule.Any();
		}
		throw new IllegalArgumentException("'" + word + "' is no rule for " + type.canonical());
	}

	private static Set<String> values(ArgumentType type, JsonNode json) {
		Set<String> values = new HashSet<>();
		ArgumentType element = new ArgumentType(type.element(), false);
		for (String text : PolicyReader.texts("oneOf", json)) {
			try {
				values.addAll(element.read(text));
			}
			catch (ToolRefusedException ex) {
				throw new IllegalArgumentException("oneOf has something that is no " + type.element(), ex);
			}
		}
		return values;
	}

	private static String token(Network network, JsonNode json) {
		String asset = PolicyReader.asset("arguments.spends", network, json.path("spends").asString(""));
		if (SpendingPolicy.Limit.NATIVE.equals(asset)) {
			throw new IllegalArgumentException("arguments.spends is a token; native coins are bounded by value");
		}
		return asset;
	}

	private void requireSafe(CallRule rule) {
		ContractFunction function = rule.function();
		if (TokenFunctions.moves(function)) {
			throw new IllegalArgumentException(function + " moves or lends tokens past every limit: use transfers");
		}
		if (SPENDERS.stream().anyMatch(rule.contract()::equalsIgnoreCase)) {
			throw new IllegalArgumentException("calls of Permit2 and its proxies are never allowed");
		}
		if (TokenFunctions.approves(function)) {
			boolean named = rule.arguments().getFirst() instanceof ArgumentRule.OneOf;
			boolean counted = rule.arguments().getLast() instanceof ArgumentRule.Spends(String asset)
					&& asset.equalsIgnoreCase(rule.contract());
			if (!named || !counted) {
				throw new IllegalArgumentException(
						function + " needs oneOf for the spender and spends, with the contract itself, for the amount");
			}
		}
		else if (isToken(rule) && function.types().stream().anyMatch(ArgumentType::isAddress)) {
			throw new IllegalArgumentException(
					function + " of a token could move it past every limit: only approvals may name an address there");
		}
	}

	private boolean isToken(CallRule rule) {
		return TokenRegistry.standard().byAddress(rule.network(), rule.contract()).isPresent() || this.limits.stream()
			.anyMatch((limit) -> limit.network().equals(rule.network())
					&& limit.asset().equalsIgnoreCase(rule.contract()));
	}

}
