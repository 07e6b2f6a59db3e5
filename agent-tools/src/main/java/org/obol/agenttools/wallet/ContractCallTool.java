package org.obol.agenttools.wallet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.chain.Chains;
import org.obol.agenttools.chain.Rpc;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.obol.x402.evm.EvmAddress;
import org.springframework.stereotype.Component;

/** Calls a contract in a transaction. */
@Component
class ContractCallTool implements Tool {

	private static final int DECIMALS = 18;

	private static final List<Parameter> PARAMETERS = List.of(Parameter.address("contract", "The contract."),
			Parameter.of("function", "Its function, such as deposit(uint256,address), as your policy lists it.",
					"[A-Za-z0-9_$]{1,64}\\([a-z0-9,\\[\\]]{0,63}\\)", "a Solidity signature without names and spaces"),
			Parameter
				.text("arguments",
						"The arguments in order, each as a text: numbers in decimal atomic units, bytes as hex, true or"
								+ " false, lists as JSON such as [\"1\",\"2\"].",
						2048)
				.several()
				.optional(),
			Parameter.amount("value", "How much of the native coin goes along, such as 0.01. Nothing if left out.")
				.optional(),
			Parameter.network());

	private final Chains chains;

	private final ContractCalls calls;

	ContractCallTool(Chains chains, ContractCalls calls) {
		this.chains = chains;
		this.calls = calls;
	}

	@Override
	public String name() {
		return "wallet_call";
	}

	@Override
	public String description() {
		return "Calls a function of a contract from your wallet, if your policy lists the function and allows its"
				+ " arguments. It can't be undone.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		Rpc rpc = this.chains.of(arguments);
		BigInteger value = new BigDecimal(arguments.find("value").orElse("0")).movePointRight(DECIMALS)
			.toBigIntegerExact();
		ContractCalls.Order order = new ContractCalls.Order(EvmAddress.checksummed(arguments.text("contract")),
				arguments.text("function"), arguments.list("arguments"), value);
		String hash = this.calls.send(caller, rpc, order);
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("transaction", hash);
		facts.put("network", rpc.network().displayName());
		facts.put("contract", order.contract());
		facts.put("function", order.function());
		facts.put("status", Transactions.outcome(rpc, hash));
		return facts;
	}

}
