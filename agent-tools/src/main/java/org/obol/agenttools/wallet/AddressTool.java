package org.obol.agenttools.wallet;

import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.springframework.stereotype.Component;

/** The wallet's address. */
@Component
class AddressTool implements Tool {

	@Override
	public String name() {
		return "wallet_address";
	}

	@Override
	public String description() {
		return "Tells the address of your own wallet, which is the same on all networks.";
	}

	@Override
	public List<Parameter> parameters() {
		return List.of();
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) {
		return Map.of("address", Signer.address(caller));
	}

}
