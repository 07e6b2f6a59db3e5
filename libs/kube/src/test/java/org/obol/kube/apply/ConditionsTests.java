package org.obol.kube.apply;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.obol.api.Condition;

import static org.assertj.core.api.Assertions.assertThat;

class ConditionsTests {

	private static final OffsetDateTime EARLIER = OffsetDateTime.parse("2026-11-01T00:00:00Z");

	private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-23T12:00:00.123Z"), ZoneOffset.UTC);

	private static final List<Condition> BEFORE = List.of(
			new Condition("Validated", "True", "SpecValid", "ok", 1L, EARLIER),
			new Condition("Ready", "False", "WaitingForDeployment", "no replica", 1L, EARLIER));

	@Test
	void aFlippedStatusHasANewTransitionTime() {
		Condition ready = after((conditions) -> conditions.holds("Ready", "Reconciled", "all good")).get(1);
		assertThat(ready).isEqualTo(new Condition("Ready", "True", "Reconciled", "all good", 2L,
				OffsetDateTime.parse("2026-11-23T12:00:00Z")));
	}

	@Test
	void anotherReasonAloneKeepsTheTransitionTime() {
		Condition ready = after((conditions) -> conditions.fails("Ready", "WaitingForWallet", "signer")).get(1);
		assertThat(ready).isEqualTo(new Condition("Ready", "False", "WaitingForWallet", "signer", 2L, EARLIER));
	}

	@Test
	void typesThatAreNotSetStayAsTheyWere() {
		assertThat(after((conditions) -> conditions.holds("Ready", "Reconciled", "ok")).get(0))
			.isEqualTo(BEFORE.get(0));
	}

	@Test
	void aNewTypeComesLast() {
		assertThat(after((conditions) -> conditions.holds("WalletReady", "NotRequested", "no wallet")))
			.extracting(Condition::type)
			.containsExactly("Validated", "Ready", "WalletReady");
	}

	@Test
	void aLongMessageIsCutToTwoHundredCharacters() {
		String message = after((conditions) -> conditions.fails("Ready", "ProvisionError", "x".repeat(300))).get(1)
			.message();
		assertThat(message).hasSize(200).endsWith("x…");
	}

	private static List<Condition> after(java.util.function.Consumer<Conditions> change) {
		Conditions conditions = new Conditions(BEFORE, 2, NOW);
		change.accept(conditions);
		return conditions.toList();
	}

}
