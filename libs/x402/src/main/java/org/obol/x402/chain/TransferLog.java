package org.obol.x402.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

import org.obol.x402.AtomicAmount;
import org.obol.x402.Authorization;
import org.web3j.protocol.core.methods.response.Log;

/**
 * Recognises a token's {@code Transfer} events. A successful transaction alone proves
 * nothing: some tokens don't revert on a used nonce (attack 12 of the reference).
 */
final class TransferLog {

	static final String TRANSFER = Abi.eventTopic("Transfer(address,address,uint256)");

	static final String AUTHORIZATION_USED = Abi.eventTopic("AuthorizationUsed(address,bytes32)");

	static final String AUTHORIZATION_CANCELED = Abi.eventTopic("AuthorizationCanceled(address,bytes32)");

	private static final int TRANSFER_TOPICS = 3;

	private TransferLog() {
	}

	static boolean contains(List<Log> logs, String asset, String from, String to, AtomicAmount amount) {
		return logs.stream().anyMatch((log) -> isTransfer(log, asset, from, to, amount));
	}

	/**
	 * Whether the authorization that an event tells of is one that paid the seller. A
	 * transaction may use several up, and pay with one of them only: each is followed by
	 * its own transfer.
	 */
	static boolean isPaid(List<Log> logs, Log used, String from, String to, AtomicAmount amount) {
		List<Log> ofToken = logs.stream()
			.filter((log) -> log.getAddress().equalsIgnoreCase(used.getAddress()))
			.toList();
		// Some tokens tell of the transfer first; with one authorization it is clear.
		if (ofToken.stream().filter(TransferLog::isUse).count() == 1) {
			return contains(ofToken, used.getAddress(), from, to, amount);
		}
		List<Log> own = ofToken.stream()
			.dropWhile((log) -> !log.getLogIndex().equals(used.getLogIndex()))
			.skip(1)
			.takeWhile((log) -> !isUse(log))
			.toList();
		return contains(own, used.getAddress(), from, to, amount);
	}

	private static boolean isUse(Log log) {
		return is(log, AUTHORIZATION_USED);
	}

	static boolean is(Log log, String event) {
		return !log.getTopics().isEmpty() && log.getTopics().getFirst().equals(event);
	}

	static boolean contains(List<Log> logs, String asset, Authorization authorization) {
		return contains(logs, asset, authorization.from(), authorization.to(), authorization.value());
	}

	private static boolean isTransfer(Log log, String asset, String from, String to, AtomicAmount amount) {
		List<String> topics = log.getTopics();
		return log.getAddress().equalsIgnoreCase(asset) && topics.size() == TRANSFER_TOPICS
				&& topics.get(0).equals(TRANSFER) && isAddress(topics.get(1), from) && isAddress(topics.get(2), to)
				&& log.getData().length() > 2 && new BigInteger(log.getData().substring(2), 16).equals(amount.value());
	}

	private static boolean isAddress(String topic, String address) {
		return topic.toLowerCase(Locale.ROOT).equals(Abi.topic(address));
	}

}
