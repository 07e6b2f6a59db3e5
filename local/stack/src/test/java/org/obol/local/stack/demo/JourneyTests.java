package org.obol.local.stack.demo;

import java.math.BigInteger;

import org.junit.jupiter.api.Test;
import org.obol.local.stack.console.StackException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JourneyTests {

	private static final BigInteger PRICE = BigInteger.valueOf(10_000);

	@Test
	void theMoneyMustMoveByExactlyThePrice() {
		Journey.Balances before = balances(0, 50_000);
		assertThatCode(() -> before.requireMoved(balances(10_000, 40_000), PRICE)).doesNotThrowAnyException();
		assertThatThrownBy(() -> before.requireMoved(balances(9_999, 40_000), PRICE))
			.isInstanceOf(StackException.class);
		assertThatThrownBy(() -> before.requireMoved(balances(10_000, 40_001), PRICE))
			.isInstanceOf(StackException.class);
		assertThatThrownBy(() -> before.requireMoved(before, PRICE)).isInstanceOf(StackException.class);
	}

	@Test
	void aPurchaseWithoutAnAnswerIsNone() {
		assertThatThrownBy(
				() -> Journey.Purchase.read(JsonMapper.shared().readTree("{\"transaction\":\"0x1\",\"answer\":\" \"}")))
			.isInstanceOf(StackException.class);
	}

	@Test
	void anAnswerMustNameABlockThatTheChainHadThen() {
		Journey.Purchase purchase = new Journey.Purchase("Gas costs 1.67 gwei, read at block 1,042.", "0x1");
		assertThat(purchase.names(BigInteger.valueOf(1042), BigInteger.valueOf(1043))).isTrue();
		assertThat(purchase.names(BigInteger.valueOf(2), BigInteger.valueOf(100))).isFalse();
		assertThat(new Journey.Purchase("I don't know.", "0x1").names(BigInteger.ZERO, BigInteger.TEN)).isFalse();
	}

	@Test
	void theFirstWayToPayIsShown() {
		UnpaidCall.Demand demand = UnpaidCall.read("""
				{"x402Version":2,"accepts":[{"scheme":"exact","network":"eip155:84532","amount":"10000",
				"asset":"0x036CbD53842c5426634e7929541eC2318f3dCF7e","payTo":"0x01"}]}""");
		assertThat(demand.amount()).isEqualTo(PRICE);
		assertThat(demand.network()).isEqualTo("eip155:84532");
	}

	@Test
	void commandsAreShownAsAPersonWouldTypeThem() {
		assertThat(ShellConsole.typed("buy", "agent", "http://localhost:8402/services/x", "--message", "what \"now\"?"))
			.isEqualTo("buy agent http://localhost:8402/services/x --message \"what \\\"now\\\"?\"");
	}

	private static Journey.Balances balances(long seller, long buyer) {
		return new Journey.Balances(BigInteger.valueOf(seller), BigInteger.valueOf(buyer));
	}

}
