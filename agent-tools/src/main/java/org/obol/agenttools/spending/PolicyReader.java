package org.obol.agenttools.spending;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.obol.agenttools.spending.SpendingPolicy.Limit;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.Network;
import org.obol.x402.TokenRegistry;
import org.obol.x402.evm.EvmAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a policy, strictly: a word that is not known could be a limit that is meant. */
final class PolicyReader {

	private static final Logger log = LoggerFactory.getLogger(PolicyReader.class);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Set<String> MEMBERS = Set.of("transfers", "fees", "purchases", "recipients", "hosts",
			"contracts", "messages", "calls");

	private static final Set<String> OF_A_LIMIT = Set.of("network", "asset", "perCall", "perDay");

	private PolicyReader() {
	}

	static SpendingPolicy read(String json) {
		try {
			return parse(JSON.readTree(json));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			log.warn("An agent's spending policy can't be read: {}",
					(ex instanceof IllegalArgumentException) ? ex.getMessage() : "it is not JSON");
			throw new ToolRefusedException("The wallet's policy is not written correctly, so nothing may be spent."
					+ " Only the operator can repair it.");
		}
	}

	static SpendingPolicy parse(JsonNode policy) {
		requireMembers("the policy", policy, MEMBERS);
		JsonNode messages = policy.path("messages");
		if (!messages.isMissingNode() && !messages.isBoolean()) {
			throw new IllegalArgumentException("messages must be true or false");
		}
		List<Limit> transfers = limits("transfers", policy);
		List<Limit> purchases = limits("purchases", policy);
		List<Limit> tokens = Stream.concat(transfers.stream(), purchases.stream()).toList();
		return new SpendingPolicy(transfers, limits("fees", policy), purchases,
				SpendingPolicy.addresses("recipients", texts("recipients", policy)),
				texts("hosts", policy).stream()
					.map((host) -> host.toLowerCase(Locale.ROOT))
					.collect(Collectors.toUnmodifiableSet()),
				SpendingPolicy.addresses("contracts", texts("contracts", policy)), messages.asBoolean(false),
				new CallRuleReader(tokens).read(policy));
	}

	private static List<Limit> limits(String field, JsonNode policy) {
		List<Limit> limits = new ArrayList<>();
		for (JsonNode each : list(field, policy)) {
			requireMembers(field, each, OF_A_LIMIT);
			Network network = Network.parse(each.path("network").asString(""));
			BigInteger perDay = amount(field + ".perDay", each.get("perDay"));
			JsonNode perCall = each.get("perCall");
			limits.add(new Limit(network, asset(field, network, each.path("asset").asString(Limit.NATIVE)),
					(perCall != null) ? amount(field + ".perCall", perCall) : null, perDay));
		}
		return List.copyOf(limits);
	}

	static String asset(String field, Network network, String text) {
		if (Limit.NATIVE.equals(text)) {
			return text;
		}
		if (EvmAddress.isValid(text)) {
			return EvmAddress.checksummed(text);
		}
		return TokenRegistry.standard()
			.bySymbol(network, text)
			.map((token) -> EvmAddress.checksummed(token.address()))
			.orElseThrow(() -> new IllegalArgumentException(
					field + ".asset must be native, a contract's address, or a known token's symbol"));
	}

	static BigInteger amount(String field, @Nullable JsonNode value) {
		String text = (value != null && value.isString()) ? value.asString() : "";
		if (!text.matches("0|[1-9][0-9]{0,77}")) {
			throw new IllegalArgumentException(field + " must be a text with atomic units, such as \"10000\"");
		}
		return new BigInteger(text);
	}

	static List<String> texts(String field, JsonNode policy) {
		List<String> texts = new ArrayList<>();
		for (JsonNode each : list(field, policy)) {
			if (!each.isString()) {
				throw new IllegalArgumentException(field + " must be a list of texts");
			}
			texts.add(each.asString());
		}
		return texts;
	}

	static Iterable<JsonNode> list(String field, JsonNode policy) {
		JsonNode list = policy.path(field);
		if (!list.isMissingNode() && !list.isArray()) {
			throw new IllegalArgumentException(field + " must be a list");
		}
		return list;
	}

	static void requireMembers(String what, JsonNode object, Set<String> allowed) {
		if (!object.isObject()) {
			throw new IllegalArgumentException(what + " must be an object");
		}
		object.propertyNames().stream().filter((name) -> !allowed.contains(name)).findFirst().ifPresent((name) -> {
			throw new IllegalArgumentException(what + " has '" + name + "', which is not known");
		});
	}

}
