package org.obol.agenttools.wallet;

import java.math.BigInteger;
import java.time.Duration;
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
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.evm.EvmAddress;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Sends coins or tokens. */
@Component
class SendTool implements Tool {

	private static final List<Parameter> PARAMETERS = List.of(Parameter.address("to", "Who receives it."),
			Parameter.amount("amount", "How much, in units of the asset, such as 0.5."), Assets.PARAMETER,
			Parameter.network());

	private static final Duration PAUSE = Duration.ofMillis(500);

	private static final int LOOKS = 30;

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
		facts.put("status", outcome(rpc, hash));
		return facts;
	}

	private static String outcome(Rpc rpc, String hash) throws InterruptedException {
		try {
			for (int i = 0; i < LOOKS; i++) {
				JsonNode receipt = rpc.call("eth_getTransactionReceipt", hash);
				if (receipt.isObject()) {
					return "0x1".equals(receipt.path("status").asString("")) ? "succeeded" : "failed";
				}
				Thread.sleep(PAUSE);
			}
		}
		catch (ToolRefusedException ex) {
			// The transaction is out; only its outcome is not known yet.
		}
		return "pending";
	}

}
