package org.obol.offercontroller.registration;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.obol.api.IdentityRegistry;
import org.obol.x402.chain.CallResult;
import org.obol.x402.chain.ChainClient;
import org.web3j.protocol.core.methods.response.Log;

/** The registry contract behind a JSON-RPC endpoint (ERC-8004, IdentityRegistry). */
final class ChainRegistry implements Registry {

	/**
	 * {@code Registered(uint256 indexed agentId, string agentURI, address indexed owner)}.
	 */
	private static final String REGISTERED = "0xca52e62c367d81bb2e328eb795f7c7ba24afb478408a26c0e201d155c449bc4a";

	private static final String OWNER_OF = "0x6352211e";

	private static final String TOKEN_URI = "0xc87b56dd";

	private static final String NOBODY = "0x0000000000000000000000000000000000000000";

	private static final int WORD = 64;

	private final ChainClient chain;

	private final IdentityRegistry registry;

	private final BigInteger lookback;

	ChainRegistry(ChainClient chain, IdentityRegistry registry, long lookbackBlocks) {
		this.chain = chain;
		this.registry = registry;
		this.lookback = BigInteger.valueOf(lookbackBlocks);
	}

	@Override
	public Optional<String> owner(BigInteger agentId) {
		return ask(OWNER_OF, agentId).filter((hex) -> hex.length() == WORD)
			.map((hex) -> "0x" + hex.substring(WORD - 40));
	}

	@Override
	public Optional<String> uri(BigInteger agentId) {
		return ask(TOKEN_URI, agentId).map(ChainRegistry::string);
	}

	@Override
	public Optional<BigInteger> registeredBy(String transaction) {
		return this.chain.receipt(transaction)
			.filter((receipt) -> receipt.isStatusOK())
			.flatMap((receipt) -> receipt.getLogs().stream().filter(this::isRegistration).findFirst())
			.map(ChainRegistry::agentId);
	}

	@Override
	public List<Registration> newest(String owner) {
		BigInteger head = this.chain.blockNumber();
		BigInteger from = head.subtract(this.lookback).max(BigInteger.ZERO);
		String wanted = topic(owner);
		return this.chain.logs(this.registry.address(), List.of(REGISTERED), from, head)
			.stream()
			.filter((log) -> isRegistration(log) && log.getTopics().get(2).equalsIgnoreCase(wanted))
			.map((log) -> new Registration(agentId(log), log.getTransactionHash()))
			.sorted(Comparator.comparing(Registration::agentId).reversed())
			.toList();
	}

	private Optional<String> ask(String selector, BigInteger agentId) {
		String data = selector + "%064x".formatted(agentId);
		return switch (this.chain.call(NOBODY, this.registry.address(), data)) {
			case CallResult.Returned(String hex) when hex.length() > 2 -> Optional.of(hex.substring(2));
			case CallResult.Returned ignored -> Optional.empty();
			case CallResult.Reverted ignored -> Optional.empty();
		};
	}

	private boolean isRegistration(Log log) {
		return log.getTopics().size() == 3 && REGISTERED.equalsIgnoreCase(log.getTopics().getFirst())
				&& this.registry.address().equalsIgnoreCase(log.getAddress());
	}

	private static BigInteger agentId(Log log) {
		return new BigInteger(log.getTopics().get(1).substring(2), 16);
	}

	private static String topic(String address) {
		return "0x" + "0".repeat(WORD - 40) + address.substring(2);
	}

	/**
	 * An ABI-encoded string: offset, length, bytes. What isn't one reads as an empty
	 * text.
	 */
	private static String string(String hex) {
		if (hex.length() < 2 * WORD) {
			return "";
		}
		BigInteger length = new BigInteger(hex.substring(WORD, 2 * WORD), 16);
		int available = (hex.length() - 2 * WORD) / 2;
		if (length.bitLength() > 31 || length.intValue() > available) {
			return "";
		}
		byte[] bytes = HexFormat.of().parseHex(hex, 2 * WORD, 2 * WORD + 2 * length.intValue());
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
