package org.obol.agenttools.market;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.obol.x402.Permit2Authorization;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.TypedData;

/** What a wallet signs to pay through Permit2, as signers take it (EIP-712). */
final class Permit2Messages {

	private Permit2Messages() {
	}

	/** A transfer that only the seller named in its witness can receive. */
	static Map<String, Object> transfer(Eip712Domain permit2, Permit2Authorization permit) {
		Map<String, Object> message = Map.of("permitted",
				Map.of("token", permit.token(), "amount", permit.amount().toString()), "spender", permit.spender(),
				"nonce", permit.nonce().toString(), "deadline", permit.deadline().toString(), "witness",
				Map.of("to", permit.witness().to(), "validAfter", permit.witness().validAfter().toString()));
		Map<String, Object> types = Map.of("PermitWitnessTransferFrom",
				List.of(field("permitted", "TokenPermissions"), field("spender", "address"), field("nonce", "uint256"),
						field("deadline", "uint256"), field("witness", "Witness")),
				"TokenPermissions", List.of(field("token", "address"), field("amount", "uint256")), "Witness",
				List.of(field("to", "address"), field("validAfter", "uint256")));
		return message(permit2, "PermitWitnessTransferFrom", types, message);
	}

	/** An approval of Permit2 for one amount (EIP-2612). */
	static Map<String, Object> approval(Eip712Domain token, TypedData.Eip2612Permit permit) {
		Map<String, Object> message = Map.of("owner", permit.owner(), "spender", permit.spender(), "value",
				permit.value().toString(), "nonce", permit.nonce().toString(), "deadline",
				permit.deadline().toString());
		Map<String, Object> types = Map.of("Permit", List.of(field("owner", "address"), field("spender", "address"),
				field("value", "uint256"), field("nonce", "uint256"), field("deadline", "uint256")));
		return message(token, "Permit", types, message);
	}

	private static Map<String, Object> message(Eip712Domain domain, String primaryType, Map<String, Object> types,
			Map<String, Object> message) {
		Map<String, Object> values = new LinkedHashMap<>();
		Map<String, Object> all = new LinkedHashMap<>(types);
		values.put("name", domain.name());
		String version = domain.version();
		if (version != null) {
			values.put("version", version);
		}
		values.put("chainId", domain.chainId());
		values.put("verifyingContract", domain.verifyingContract());
		all.put("EIP712Domain", values.keySet()
			.stream()
			.map((name) -> field(name,
					"chainId".equals(name) ? "uint256" : "verifyingContract".equals(name) ? "address" : "string"))
			.toList());
		return Map.of("types", all, "domain", values, "primaryType", primaryType, "message", message);
	}

	private static Map<String, Object> field(String name, String type) {
		return Map.of("name", name, "type", type);
	}

}
