package org.obol.x402.chain;

import java.math.BigInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which nonces are free, whatever the node says. */
class NoncesTests {

	private final Nonces nonces = new Nonces();

	@Test
	void nobodyGetsANonceBeforeTheNodeNamedOne() {
		assertThat(this.nonces.take()).isEmpty();
		this.nonces.startAt(BigInteger.valueOf(5));
		taken(5);
		taken(6);
	}

	@Test
	void aNonceThatIsOutIsNotGivenAgainAlthoughTheNodeLostIt() {
		this.nonces.startAt(BigInteger.ZERO);
		taken(0);
		taken(1);
		this.nonces.giveBack(BigInteger.ONE);
		assertThat(this.nonces.take()).isEmpty();
		this.nonces.startAt(BigInteger.ZERO);
		taken(1);
		taken(2);
	}

	@Test
	void aNonceThatWasGivenBackIsGivenToTheNextAndThoseThatAreOutAreLeftOut() {
		this.nonces.startAt(BigInteger.ZERO);
		taken(0);
		taken(1);
		taken(2);
		this.nonces.giveBack(BigInteger.ZERO);
		assertThat(this.nonces.isWaitedFor(BigInteger.ZERO)).isTrue();
		this.nonces.startAt(BigInteger.ZERO);
		taken(0);
		taken(3);
		assertThat(this.nonces.isWaitedFor(BigInteger.valueOf(3))).isFalse();
	}

	private void taken(int nonce) {
		assertThat(this.nonces.take()).contains(BigInteger.valueOf(nonce));
	}

}
