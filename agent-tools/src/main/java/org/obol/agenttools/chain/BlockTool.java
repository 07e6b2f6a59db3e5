package org.obol.agenttools.chain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.obol.agenttools.tool.ToolRefusedException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** One block. */
@Component
class BlockTool implements Tool {

	private static final List<Parameter> PARAMETERS = List
		.of(Parameter
			.of("block", "A block's number as a decimal text, or latest, safe or finalized. The latest if left out.",
					Blocks.FORM, Blocks.SAYS)
			.optional(), Parameter.network());

	private final Chains chains;

	BlockTool(Chains chains) {
		this.chains = chains;
	}

	@Override
	public String name() {
		return "chain_block";
	}

	@Override
	public String description() {
		return "Reads one block: its number, hash, time, transaction count and base fee.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		Rpc rpc = this.chains.of(arguments);
		JsonNode block = rpc.call("eth_getBlockByNumber", Blocks.tag(arguments.find("block")), false);
		if (!block.isObject()) {
			throw new ToolRefusedException(rpc.network().displayName() + " has no such block.");
		}
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("network", rpc.network().displayName());
		facts.put("number", Rpc.quantity(block.get("number")).toString());
		facts.put("hash", block.path("hash").asString(""));
		facts.put("time", Instant.ofEpochSecond(Rpc.quantity(block.get("timestamp")).longValueExact()).toString());
		facts.put("transactions", block.path("transactions").size());
		facts.put("gasUsed", Rpc.quantity(block.get("gasUsed")).toString());
		facts.put("gasLimit", Rpc.quantity(block.get("gasLimit")).toString());
		if (block.has("baseFeePerGas")) {
			facts.put("baseFeeGwei", Blocks.gwei(Rpc.quantity(block.get("baseFeePerGas"))));
		}
		return facts;
	}

}
