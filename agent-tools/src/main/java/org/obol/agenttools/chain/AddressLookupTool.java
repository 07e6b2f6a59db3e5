package org.obol.agenttools.chain;

import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.Token;
import org.obol.x402.TokenRegistry;
import org.obol.x402.evm.EvmAddress;
import org.springframework.stereotype.Component;

/** Verified addresses. */
@Component
class AddressLookupTool implements Tool {

	private static final List<Parameter> PARAMETERS = List
		.of(Parameter.of("what", "A token's symbol such as USDC, or an address.",
				"[A-Za-z0-9.]{1,16}|0x[0-9a-fA-F]{40}", "a token's symbol or an address"), Parameter.network());

	private final Chains chains;

	AddressLookupTool(Chains chains) {
		this.chains = chains;
	}

	@Override
	public String name() {
		return "address_lookup";
	}

	@Override
	public String description() {
		return "Looks up the verified address of a token by its symbol, or says which known token an address is; and gives any address its EIP-55 checksum.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		String what = arguments.text("what");
		boolean address = what.startsWith("0x") && what.length() == 42;
		List<Map<String, Object>> found = TokenRegistry.standard()
			.tokens()
			.stream()
			.filter((token) -> address ? token.address().equalsIgnoreCase(what) : token.symbol().equalsIgnoreCase(what))
			.filter((token) -> arguments.find("network").isEmpty()
					|| token.network().equals(this.chains.of(arguments).network()))
			.map(AddressLookupTool::describe)
			.toList();
		if (!address) {
			if (found.isEmpty()) {
				throw new ToolRefusedException("No verified address of " + what + " is known. Do not guess one.");
			}
			return Map.of("tokens", found);
		}
		Rpc rpc = this.chains.of(arguments);
		String code = rpc.call("eth_getCode", what, "latest").asString("0x");
		return Map.of("address", EvmAddress.checksummed(what), "network", rpc.network().displayName(), "isContract",
				code.length() > 2, "knownAs", found);
	}

	private static Map<String, Object> describe(Token token) {
		return Map.of("symbol", token.symbol(), "network", token.network().displayName(), "chainId",
				token.network().chainId(), "address", EvmAddress.checksummed(token.address()), "decimals",
				token.decimals());
	}

}
