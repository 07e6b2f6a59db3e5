package org.obol.agenttools.chain;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.evm.EvmAddress;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What became of a transaction. */
@Component
class TransactionTool implements Tool {

	private static final List<Parameter> PARAMETERS = List.of(Parameter.hash("hash", "The transaction's hash."),
			Parameter.network());

	private static final int INPUT = 522;

	private final Chains chains;

	TransactionTool(Chains chains) {
		this.chains = chains;
	}

	@Override
	public String name() {
		return "chain_transaction";
	}

	@Override
	public String description() {
		return "Reads one transaction by its hash: who sent what to whom, whether it succeeded, and how many blocks are on top of it.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		Rpc rpc = this.chains.of(arguments);
		JsonNode transaction = rpc.call("eth_getTransactionByHash", arguments.text("hash"));
		if (!transaction.isObject()) {
			throw new ToolRefusedException(rpc.network().displayName()
					+ " knows no such transaction. It may be on another network, be too new, or not exist.");
		}
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("network", rpc.network().displayName());
		facts.put("from", EvmAddress.checksummed(transaction.path("from").asString("")));
		String to = transaction.path("to").asString("");
		facts.put("to", to.isEmpty() ? "creates a contract" : EvmAddress.checksummed(to));
		facts.put("valueWei", Rpc.quantity(transaction.get("value")).toString());
		String input = transaction.path("input").asString("0x");
		facts.put("input", input.substring(0, Math.min(input.length(), INPUT)));
		facts.put("inputBytes", (input.length() - 2) / 2);
		JsonNode receipt = rpc.call("eth_getTransactionReceipt", arguments.text("hash"));
		if (!receipt.isObject()) {
			facts.put("status", "pending");
			return facts;
		}
		BigInteger block = Rpc.quantity(receipt.get("blockNumber"));
		facts.put("status", "0x1".equals(receipt.path("status").asString("")) ? "succeeded" : "failed");
		facts.put("block", block.toString());
		facts.put("confirmations", rpc.number("eth_blockNumber").subtract(block).add(BigInteger.ONE).toString());
		facts.put("gasUsed", Rpc.quantity(receipt.get("gasUsed")).toString());
		facts.put("logs", receipt.path("logs").size());
		return facts;
	}

}
