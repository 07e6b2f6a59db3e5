package org.obol.demoagent.analyst;

import java.util.Optional;

/**
 * What the analyst understood. Each question names the skill that opens it; the ones
 * without a skill are always answered.
 */
sealed interface Question {

	/** The newest block. */
	record LatestBlock() implements Question {
	}

	/** Which chain this is. */
	record Chain() implements Question {
	}

	/** A block by its number. */
	record BlockAt(long number) implements Question {
	}

	/** What gas costs. */
	record GasPrice() implements Question {
	}

	/** The native balance of an address. */
	record NativeBalance(String address) implements Question {
	}

	/** The balance of one token; an absent symbol asks for all that are known. */
	record TokenBalance(String address, String symbol) implements Question {
	}

	/** How much of a token exists. */
	record Supply(String symbol) implements Question {
	}

	/** Everything at a glance about an address. */
	record Account(String address) implements Question {
	}

	/** Whether there is a contract at an address. */
	record Code(String address) implements Question {
	}

	/** A transaction by its hash. */
	record TransactionAt(String hash) implements Question {
	}

	/** Who is asked, and what for. */
	record About() implements Question {
	}

	/** Anything else. */
	record Unknown() implements Question {
	}

	default Optional<Skill> skill() {
		return switch (this) {
			case LatestBlock() -> Optional.empty();
			case Chain() -> Optional.empty();
			case About() -> Optional.empty();
			case Unknown() -> Optional.empty();
			case GasPrice() -> Optional.of(Skill.GAS);
			case TokenBalance ignored -> Optional.of(Skill.ADDRESSES);
			case Supply ignored -> Optional.of(Skill.ADDRESSES);
			case BlockAt ignored -> Optional.of(Skill.NETWORKS);
			case NativeBalance ignored -> Optional.of(Skill.NETWORKS);
			case Account ignored -> Optional.of(Skill.NETWORKS);
			case Code ignored -> Optional.of(Skill.NETWORKS);
			case TransactionAt ignored -> Optional.of(Skill.NETWORKS);
		};
	}

}
