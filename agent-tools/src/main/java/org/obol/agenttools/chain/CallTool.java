package org.obol.agenttools.chain;

import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.springframework.stereotype.Component;

/** Asks a contract. */
@Component
class CallTool implements Tool {

	private static final List<Parameter> PARAMETERS = List.of(Parameter.address("to", "The contract."),
			Parameter.bytes("data", "The function's selector and its ABI-encoded arguments, as hex.", 4096),
			Parameter
				.of("block", "A block's number as a decimal text, or latest. The latest if left out.", Blocks.FORM,
						Blocks.SAYS)
				.optional(),
			Parameter.network());

	private static final int LONGEST = 2 + 2 * 4096;

	/** Enough for any sane question, and a bound for the node. */
	private static final String GAS = "0x989680";

	private final Chains chains;

	CallTool(Chains chains) {
		this.chains = chains;
	}

	@Override
	public String name() {
		return "chain_call";
	}

	@Override
	public String description() {
		return "Calls a read-only function of a contract, without a transaction. The answer is raw hex.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		Rpc rpc = this.chains.of(arguments);
		Map<String, String> message = Map.of("to", arguments.text("to"), "data", arguments.text("data"), "gas", GAS);
		String answer = rpc.call("eth_call", message, Blocks.tag(arguments.find("block"))).asString("0x");
		String shown = answer.substring(0, Math.min(answer.length(), LONGEST));
		return Map.of("network", rpc.network().displayName(), "result", shown, "bytes", (answer.length() - 2) / 2,
				"complete", shown.length() == answer.length());
	}

}
