package org.obol.agenttools.chain;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.obol.agenttools.contract.ProxySlots;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.evm.EvmAddress;

/** Looks at the code of a contract: whether there is any, and whether it is its own. */
public final class ContractCode {

	/** An account that runs somebody's code, and another's tomorrow (EIP-7702). */
	private static final String DELEGATED = "0xef0100";

	/** Code that is nothing but a delegatecall (EIP-1167 and its shorter kin). */
	private static final Pattern CLONE = Pattern.compile("0x[0-9a-f]{6,60}73([0-9a-f]{40})5af4[0-9a-f]{0,60}");

	private static final Pattern ADDRESS_WORD = Pattern.compile("0x0{24}([0-9a-fA-F]{40})");

	private static final String NO_ONE = "0".repeat(40);

	private ContractCode() {
	}

	/**
	 * The code that a proxy runs in place of its own.
	 * @param rpc the chain
	 * @param contract a contract
	 * @return the implementation's address, empty if this is no proxy of a known kind
	 * @throws ToolRefusedException if there is no contract at all
	 * @throws InterruptedException if this thread is to stop
	 */
	public static Optional<String> implementation(Rpc rpc, String contract) throws InterruptedException {
		String code = rpc.call("eth_getCode", contract, "latest").asString("0x");
		if (code.length() <= 2 || code.startsWith(DELEGATED)) {
			throw new ToolRefusedException(
					"There is no contract at " + contract + " on " + rpc.network().displayName() + ".");
		}
		Matcher clone = CLONE.matcher(code);
		if (clone.matches()) {
			return Optional.of(EvmAddress.checksummed("0x" + clone.group(1)));
		}
		for (String slot : ProxySlots.IMPLEMENTATION) {
			Optional<String> found = address(rpc.call("eth_getStorageAt", contract, slot, "latest").asString(""));
			if (found.isPresent()) {
				return found;
			}
		}
		Optional<String> beacon = address(
				rpc.call("eth_getStorageAt", contract, ProxySlots.BEACON, "latest").asString(""));
		return beacon.isPresent() ? Optional.of(ask(rpc, beacon.get())) : Optional.empty();
	}

	/** A beacon that does not tell is a proxy all the same. */
	private static String ask(Rpc rpc, String beacon) throws InterruptedException {
		String answer = rpc.call("eth_call", Map.of("to", beacon, "data", ProxySlots.ASK_BEACON), "latest")
			.asString("");
		return address(answer).orElse(beacon);
	}

	private static Optional<String> address(String word) {
		Matcher matcher = ADDRESS_WORD.matcher(word);
		return matcher.matches() && !NO_ONE.equals(matcher.group(1))
				? Optional.of(EvmAddress.checksummed("0x" + matcher.group(1))) : Optional.empty();
	}

}
