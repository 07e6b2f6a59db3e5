package org.obol.agenttools.wallet;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.chain.Assets;
import org.obol.agenttools.chain.Chains;
import org.obol.agenttools.chain.Rpc;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.obol.x402.evm.EvmAddress;
import org.springframework.stereotype.Component;

/** Sends coins or tokens. */
@Component
class SendTool implements Tool {

	private static final List<Parameter> PARAMETERS = List.of(Parameter.address("to", "Who receives it."),
			Parameter.amount("amount", "How much, in units of the asset, such as 0.5."), Assets.PARAMETER,
			Parameter.network());

	private final Chains chains;

	private final Assets assets;

	private final Transfers transfers;

	SendTool(Chains chains, Assets assets, Transfers transfers) {
		this.chains = chains;
		this.assets = assets;
		this.transfers = transfers;
	}

	@Override
	public String name() {
		return "wallet_send";
	}

	@Override
	public String description() {
		return "Sends the native coin or a token from your wallet, if your policy allows the asset, the amount and the"
				+ " receiver. It can't be undone.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		Signer.address(caller);
		Rpc rpc = this.chains.of(arguments);
		Assets.Asset asset = this.assets.find(rpc, arguments.find("asset").orElse(Assets.Asset.NATIVE));
		BigInteger atomic = asset.atomic(arguments.text("amount")).value();
		String to = EvmAddress.checksummed(arguments.text("to"));
		String hash = this.transfers.send(caller, rpc, asset, to, atomic);
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("transaction", hash);
		facts.put("network", rpc.network().displayName());
		facts.put("amount", asset.decimal(atomic));
		facts.put("asset", asset.symbol());
		facts.put("to", to);
		facts.put("status", Transactions.outcome(rpc, hash));
		return facts;
	}

}
