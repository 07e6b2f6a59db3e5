package org.obol.shell.grammar;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NearestTests {

	@Test
	void aSwapOfNeighboursIsOneMistake() {
		assertThat(Nearest.distance("lsit", "list")).isEqualTo(1);
		assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
	}

	@Test
	void aWildGuessIsNotMade() {
		assertThat(Nearest.to("frobnicate", List.of("agent", "sell", "buy"))).isEmpty();
	}

	@Test
	void anUnfinishedWordIsCompleted() {
		assertThat(Nearest.to("wal", List.of("agent", "wallet"))).contains("wallet");
	}

}
