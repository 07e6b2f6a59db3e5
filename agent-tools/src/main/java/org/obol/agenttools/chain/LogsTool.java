package org.obol.agenttools.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.obol.agenttools.tool.ToolRefusedException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What a contract told. */
@Component
class LogsTool implements Tool {

	private static final List<Parameter> PARAMETERS = List.of(Parameter.address("address", "The contract."),
			Parameter.hash("topics", "The event's topics in order, the first is the hash of its signature.")
				.several()
				.optional(),
			Parameter.of("fromBlock", "The first block, as a decimal text.", Blocks.NUMBER, "a block's number"),
			Parameter.of("toBlock", "The last block, as a decimal text.", Blocks.NUMBER, "a block's number"),
			Parameter.network());

	private static final BigInteger MOST_BLOCKS = BigInteger.valueOf(2000);

	private static final int MOST_LOGS = 50;

	private static final int LONGEST_DATA = 2 + 2 * 256;

	private final Chains chains;

	LogsTool(Chains chains) {
		this.chains = chains;
	}

	@Override
	public String name() {
		return "chain_logs";
	}

	@Override
	public String description() {
		return "Reads a contract's events in a range of at most 2000 blocks; the newest 50 are shown.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		Rpc rpc = this.chains.of(arguments);
		BigInteger from = new BigInteger(arguments.text("fromBlock"));
		BigInteger to = new BigInteger(arguments.text("toBlock"));
		if (to.compareTo(from) < 0 || to.subtract(from).compareTo(MOST_BLOCKS) >= 0) {
			throw new ToolRefusedException("toBlock must be at or after fromBlock, and less than 2000 blocks later.");
		}
		Map<String, Object> filter = Map.of("address", arguments.text("address"), "topics", arguments.list("topics"),
				"fromBlock", Rpc.hex(from), "toBlock", Rpc.hex(to));
		JsonNode all = rpc.call("eth_getLogs", filter);
		List<Map<String, Object>> shown = new ArrayList<>();
		for (int i = Math.max(0, all.size() - MOST_LOGS); i < all.size(); i++) {
			shown.add(describe(all.get(i)));
		}
		return Map.of("network", rpc.network().displayName(), "found", all.size(), "shown", shown.size(), "logs",
				shown);
	}

	private static Map<String, Object> describe(JsonNode event) {
		String data = event.path("data").asString("0x");
		List<String> topics = new ArrayList<>();
		event.path("topics").forEach((topic) -> topics.add(topic.asString("")));
		return Map.of("block", Rpc.quantity(event.get("blockNumber")).toString(), "transaction",
				event.path("transactionHash").asString(""), "topics", topics, "data",
				data.substring(0, Math.min(data.length(), LONGEST_DATA)));
	}

}
