package org.obol.demoagent.analyst;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Picks the question out of a sentence with a list of rules; the first that fits wins.
 */
final class QuestionReader {

	private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}(?![0-9a-f])");

	private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}(?![0-9a-f])");

	private static final Pattern BLOCK_NUMBER = Pattern.compile("\\bblock\\s*(?:number\\s*)?#?\\s*(\\d{1,15})\\b");

	private static final Pattern TOKEN = Pattern.compile("\\b(usdc|obol)\\b");

	private static final List<Function<String, Optional<Question>>> RULES = List.of(QuestionReader::transaction,
			QuestionReader::aboutAddress, QuestionReader::supply, QuestionReader::gas, QuestionReader::blockAt,
			QuestionReader::chain, QuestionReader::latestBlock, QuestionReader::about);

	private QuestionReader() {
	}

	static Question read(String sentence) {
		String text = sentence.toLowerCase(Locale.ROOT);
		return RULES.stream()
			.map((rule) -> rule.apply(text))
			.flatMap(Optional::stream)
			.findFirst()
			.orElseGet(Question.Unknown::new);
	}

	private static Optional<Question> transaction(String text) {
		return first(HASH, text).map(Question.TransactionAt::new);
	}

	private static Optional<Question> aboutAddress(String text) {
		return first(ADDRESS, text).map((address) -> {
			Optional<String> token = first(TOKEN, text);
			if (token.isPresent()) {
				return new Question.TokenBalance(address, token.get().toUpperCase(Locale.ROOT));
			}
			if (says(text, "token", "tokens")) {
				return new Question.TokenBalance(address, "");
			}
			if (says(text, "code", "contract", "deployed")) {
				return new Question.Code(address);
			}
			return says(text, "eth", "ether", "native") ? new Question.NativeBalance(address)
					: new Question.Account(address);
		});
	}

	private static Optional<Question> supply(String text) {
		return says(text, "supply", "exist", "circulation", "minted")
				? first(TOKEN, text).map((token) -> new Question.Supply(token.toUpperCase(Locale.ROOT)))
				: Optional.empty();
	}

	private static Optional<Question> gas(String text) {
		return when(says(text, "gas", "fee", "fees", "basefee"), new Question.GasPrice());
	}

	private static Optional<Question> blockAt(String text) {
		Matcher matcher = BLOCK_NUMBER.matcher(text);
		return when(matcher.find(), matcher).map((found) -> new Question.BlockAt(Long.parseLong(found.group(1))));
	}

	private static Optional<Question> chain(String text) {
		return when(says(text, "chain id", "chainid", "which chain", "what chain", "which network", "what network"),
				new Question.Chain());
	}

	private static Optional<Question> latestBlock(String text) {
		return when(says(text, "block", "blocks", "height", "latest", "newest"), new Question.LatestBlock());
	}

	private static Optional<Question> about(String text) {
		return when(says(text, "who are you", "what can you do", "help", "what do you do"), new Question.About());
	}

	private static <T> Optional<T> when(boolean fits, T question) {
		return fits ? Optional.of(question) : Optional.empty();
	}

	private static boolean says(String text, String... words) {
		return List.of(words)
			.stream()
			.anyMatch((word) -> Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(text).find());
	}

	private static Optional<String> first(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
	}

}
