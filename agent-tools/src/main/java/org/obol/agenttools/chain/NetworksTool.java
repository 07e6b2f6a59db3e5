package org.obol.agenttools.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.obol.agenttools.tool.ToolRefusedException;
import org.springframework.stereotype.Component;

/** Which chains there are. */
@Component
class NetworksTool implements Tool {

	private static final List<Parameter> PARAMETERS = List.of();

	private final Chains chains;

	NetworksTool(Chains chains) {
		this.chains = chains;
	}

	@Override
	public String name() {
		return "chain_networks";
	}

	@Override
	public String description() {
		return "Lists the networks that can be read, each with its chain id and newest block. The first one is meant when a tool is called without a network.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		List<Map<String, Object>> networks = new ArrayList<>();
		for (Rpc rpc : this.chains.all()) {
			networks.add(Map.of("name", rpc.network().displayName(), "id", rpc.network().caip2(), "chainId",
					rpc.network().chainId(), "newestBlock", newest(rpc)));
		}
		return Map.of("networks", networks);
	}

	/** One chain that is silent must not hide the others. */
	private static String newest(Rpc rpc) throws InterruptedException {
		try {
			return rpc.number("eth_blockNumber").toString();
		}
		catch (ToolRefusedException ex) {
			return "unknown: the chain does not answer now";
		}
	}

}
