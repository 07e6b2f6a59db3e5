package org.obol.x402;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorReasonTests {

	private static final JsonNode OFFICIAL = Fixtures.read("error-codes.json");

	/** What no facilitator sends, because it says that there was no answer. */
	private static final Set<ErrorReason> OURS = Set.of(ErrorReason.FACILITATOR_UNREACHABLE,
			ErrorReason.FACILITATOR_TIMEOUT, ErrorReason.FACILITATOR_ERROR, ErrorReason.FACILITATOR_BUSY);

	@Test
	void everyConstantIsSpelledAsAnOfficialPackageSpellsIt() {
		Set<String> official = new HashSet<>();
		official().forEach(official::add);
		List<ErrorReason> constants = Arrays.stream(ErrorReason.class.getFields())
			.filter((field) -> Modifier.isStatic(field.getModifiers()))
			.map((field) -> {
				try {
					return (ErrorReason) field.get(null);
				}
				catch (IllegalAccessException ex) {
					throw new IllegalStateException(ex);
				}
			})
			.toList();
		assertThat(constants).hasSizeGreaterThan(50).doesNotHaveDuplicates();
		assertThat(constants).filteredOn((reason) -> !OURS.contains(reason))
			.extracting(ErrorReason::wire)
			.isSubsetOf(official);
	}

	@Test
	void everyOfficialCodeIsPassedOnAsItCame() {
		assertThat(official()).hasSizeGreaterThan(150)
			.allSatisfy((code) -> assertThat(ErrorReason.received(code, ErrorReason.FACILITATOR_ERROR).wire())
				.isEqualTo(code));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "fetch failed", "<script>", "Facilitator verify failed (500): secret", "A",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void textThatIsNoCodeIsNotPassedOn(String text) {
		assertThat(ErrorReason.received(text, ErrorReason.UNEXPECTED_SETTLE_ERROR))
			.isEqualTo(ErrorReason.UNEXPECTED_SETTLE_ERROR);
	}

	@Test
	void onlyWhatIsNotThePaymentsFaultMayBeTriedAgain() {
		assertThat(ErrorReason.SETTLEMENT_PENDING.isRetryable()).isTrue();
		assertThat(ErrorReason.FACILITATOR_TIMEOUT.isRetryable()).isTrue();
		assertThat(ErrorReason.INVALID_SIGNATURE.isRetryable()).isFalse();
		assertThat(ErrorReason.NONCE_ALREADY_USED.isRetryable()).isFalse();
		assertThat(new ErrorReason("some_new_code").isRetryable()).isFalse();
	}

	private static List<String> official() {
		return Stream.concat(OFFICIAL.get("v1").valueStream(), OFFICIAL.get("v2").valueStream())
			.map(JsonNode::asString)
			.toList();
	}

}
