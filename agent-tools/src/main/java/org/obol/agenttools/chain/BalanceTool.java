package org.obol.agenttools.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.obol.x402.evm.EvmAddress;
import org.springframework.stereotype.Component;

/** What an account has. */
@Component
class BalanceTool implements Tool {

	private static final List<Parameter> PARAMETERS = List.of(Parameter.address("address", "The account."),
			Assets.PARAMETER, Parameter.network());

	private final Chains chains;

	private final Assets assets;

	BalanceTool(Chains chains, Assets assets) {
		this.chains = chains;
		this.assets = assets;
	}

	@Override
	public String name() {
		return "chain_balance";
	}

	@Override
	public String description() {
		return "Reads how much of the native coin or of a token an account has, and at which block.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		Rpc rpc = this.chains.of(arguments);
		Assets.Asset asset = this.assets.find(rpc, arguments.find("asset").orElse(Assets.Asset.NATIVE));
		BigInteger block = rpc.number("eth_blockNumber");
		String owner = EvmAddress.checksummed(arguments.text("address"));
		BigInteger atomic = Assets.balance(rpc, asset, owner, Rpc.hex(block));
		return Map.of("network", rpc.network().displayName(), "address", owner, "asset", asset.address(), "symbol",
				asset.symbol(), "verified", asset.known(), "amount", asset.decimal(atomic), "atomic", atomic.toString(),
				"block", block.toString());
	}

}
