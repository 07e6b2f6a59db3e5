package org.obol.agenttools.wallet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.chain.Chains;
import org.obol.agenttools.chain.Rpc;
import org.obol.agenttools.spending.SpendingLog;
import org.obol.agenttools.spending.SpendingPolicy;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.TokenRegistry;
import org.obol.x402.evm.EvmAddress;
import org.obol.x402.evm.X402Contracts;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs typed data for contracts that the policy lists. What moves money by signature is
 * refused even then: it would go past every limit.
 */
@Component
class SignTypedDataTool implements Tool {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final List<Parameter> PARAMETERS = List.of(Parameter.text("typedData",
			"The EIP-712 data as a JSON text: types, domain, primaryType and message.", 16384));

	private static final Pattern MOVES_MONEY = Pattern
		.compile("(?i).*(permit|authorization|approv|transfer|order|delegat).*");

	private final Chains chains;

	private final Signer signer;

	private final SpendingLog log;

	SignTypedDataTool(Chains chains, Signer signer, SpendingLog log) {
		this.chains = chains;
		this.signer = signer;
		this.log = log;
	}

	@Override
	public String name() {
		return "wallet_sign_typed_data";
	}

	@Override
	public String description() {
		return "Signs EIP-712 typed data with your wallet, for a contract that your policy lists. Permits, approvals and"
				+ " transfers by signature are always refused.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		String address = Signer.address(caller);
		JsonNode data = parse(arguments.text("typedData"));
		Rpc chain = this.chains.named(data.path("domain").path("chainId").asString("none"));
		String contract = data.path("domain").path("verifyingContract").asString("");
		if (!EvmAddress.isValid(contract) || !SpendingPolicy.of(caller).maySignFor(contract)) {
			throw new ToolRefusedException("Your policy does not let you sign for this contract.");
		}
		if (movesMoney(chain, contract, data)) {
			throw new ToolRefusedException("This signature would let somebody move funds; it is never given.");
		}
		String signature = this.signer.typedData(caller, data);
		this.log.note(caller, "typed-data", chain.network(), "signed", "for " + contract);
		return Map.of("address", address, "signature", signature);
	}

	/** The domain must really bind the signature to one chain and one contract. */
	private static JsonNode parse(String text) {
		try {
			JsonNode data = JSON.readTree(text);
			Set<String> bound = data.path("types")
				.path("EIP712Domain")
				.valueStream()
				.map((field) -> field.path("name").asString(""))
				.collect(Collectors.toSet());
			if (bound.containsAll(Set.of("chainId", "verifyingContract"))) {
				return data;
			}
		}
		catch (JacksonException ex) {
			// Falls through: the sentence is the same.
		}
		throw new ToolRefusedException(
				"typedData must be EIP-712 JSON whose domain has a chainId and a verifyingContract.");
	}

	private static boolean movesMoney(Rpc chain, String contract, JsonNode data) {
		return TokenRegistry.standard().byAddress(chain.network(), contract).isPresent()
				|| contract.equalsIgnoreCase(X402Contracts.PERMIT2)
				|| data.path("types").propertyNames().stream().anyMatch((type) -> MOVES_MONEY.matcher(type).matches());
	}

}
