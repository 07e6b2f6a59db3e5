package org.obol.agenttools.chain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.springframework.stereotype.Component;

/** What a transaction would cost. */
@Component
class GasEstimateTool implements Tool {

	private static final List<Parameter> PARAMETERS = List.of(Parameter.address("from", "Who would send it."),
			Parameter.address("to", "Who would receive it."),
			Parameter.amount("value", "How much of the native coin goes along, such as 0.01. Nothing if left out.")
				.optional(),
			Parameter.bytes("data", "What a contract is called with, as hex. Nothing if left out.", 4096).optional(),
			Parameter.network());

	private final Chains chains;

	GasEstimateTool(Chains chains) {
		this.chains = chains;
	}

	@Override
	public String name() {
		return "gas_estimate";
	}

	@Override
	public String description() {
		return "Estimates the gas and the fee of a transaction that is not sent.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		Rpc rpc = this.chains.of(arguments);
		BigInteger value = new BigDecimal(arguments.find("value").orElse("0")).movePointRight(18).toBigIntegerExact();
		BigInteger gas = rpc.number("eth_estimateGas", Map.of("from", arguments.text("from"), "to",
				arguments.text("to"), "value", Rpc.hex(value), "data", arguments.find("data").orElse("0x")));
		BigInteger price = rpc.number("eth_gasPrice");
		return Map.of("network", rpc.network().displayName(), "gas", gas.toString(), "gasPriceGwei", Blocks.gwei(price),
				"feeInNativeCoin", new BigDecimal(gas.multiply(price), 18).stripTrailingZeros().toPlainString());
	}

}
