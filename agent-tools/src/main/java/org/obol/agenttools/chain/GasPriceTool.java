package org.obol.agenttools.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What gas costs. */
@Component
class GasPriceTool implements Tool {

	private static final List<Parameter> PARAMETERS = List.of(Parameter.network());

	private final Chains chains;

	GasPriceTool(Chains chains) {
		this.chains = chains;
	}

	@Override
	public String name() {
		return "gas_price";
	}

	@Override
	public String description() {
		return "Reads what gas costs now: the next block's base fee and what others paid on top in the last five blocks.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		Rpc rpc = this.chains.of(arguments);
		JsonNode history = rpc.call("eth_feeHistory", "0x5", "latest", List.of(10, 50, 90));
		JsonNode fees = history.path("baseFeePerGas");
		if (fees.isEmpty()) {
			return Map.of("network", rpc.network().displayName(), "gasPriceGwei",
					Blocks.gwei(rpc.number("eth_gasPrice")));
		}
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("network", rpc.network().displayName());
		facts.put("block",
				Rpc.quantity(history.get("oldestBlock")).add(BigInteger.valueOf(fees.size() - 2)).toString());
		facts.put("nextBaseFeeGwei", Blocks.gwei(Rpc.quantity(fees.get(fees.size() - 1))));
		facts.put("priorityFeeGwei",
				Map.of("slow", median(history, 0), "usual", median(history, 1), "fast", median(history, 2)));
		return facts;
	}

	private static String median(JsonNode history, int percentile) {
		List<BigInteger> rewards = new ArrayList<>();
		history.path("reward").forEach((block) -> rewards.add(Rpc.quantity(block.get(percentile))));
		return rewards.isEmpty() ? "unknown" : Blocks.gwei(rewards.stream().sorted().toList().get(rewards.size() / 2));
	}

}
