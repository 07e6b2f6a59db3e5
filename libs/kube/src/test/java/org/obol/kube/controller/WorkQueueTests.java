package org.obol.kube.controller;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.obol.kube.ObjectKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkQueueTests {

	private static final ObjectKey QUANT = new ObjectKey("agent-quant", "quant");

	private static final ObjectKey OTHER = new ObjectKey("agent-other", "other");

	private final AtomicLong nanos = new AtomicLong();

	private final WorkQueue queue = new WorkQueue(this.nanos::get);

	@Test
	void aKeyWaitsOnceHoweverOftenItIsAdded() throws InterruptedException {
		this.queue.add(QUANT);
		this.queue.add(QUANT);
		this.queue.add(OTHER);
		assertThat(this.queue.depth()).isEqualTo(2);
		assertThat(this.queue.take()).isEqualTo(QUANT);
		assertThat(this.queue.take()).isEqualTo(OTHER);
		assertThat(this.queue.depth()).isZero();
	}

	@Test
	void aKeyAddedDuringItsPassIsHandedOutAfterIt() throws InterruptedException {
		this.queue.add(QUANT);
		this.queue.take();
		this.queue.add(QUANT);
		assertThat(this.queue.depth()).isZero();
		this.queue.done(QUANT);
		assertThat(this.queue.depth()).isOne();
		assertThat(this.queue.take()).isEqualTo(QUANT);
	}

	@Test
	void theEarlierOfTwoTimesCounts() {
		this.queue.addAfter(QUANT, Duration.ofMinutes(5));
		this.queue.addAfter(QUANT, Duration.ofSeconds(1));
		this.queue.addAfter(QUANT, Duration.ofMinutes(1));
		pass(Duration.ofMillis(999));
		assertThat(this.queue.depth()).isZero();
		pass(Duration.ofMillis(1));
		assertThat(this.queue.depth()).isOne();
	}

	@Test
	void failuresBackOffTwiceAsLongEachUpToTwoMinutes() throws InterruptedException {
		for (long millis : new long[] { 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200, 102400, 120000,
				120000 }) {
			this.queue.addBackedOff(QUANT);
			pass(Duration.ofMillis(millis - 1));
			assertThat(this.queue.depth()).isZero();
			pass(Duration.ofMillis(1));
			assertThat(this.queue.take()).isEqualTo(QUANT);
			this.queue.done(QUANT);
		}
	}

	@Test
	void aTimedRepeatClearsTheFailureCount() {
		this.queue.addBackedOff(QUANT);
		this.queue.addBackedOff(QUANT);
		assertThat(this.queue.failures(QUANT)).isEqualTo(2);
		this.queue.addAfter(QUANT, Duration.ofSeconds(5));
		assertThat(this.queue.failures(QUANT)).isZero();
	}

	@Test
	void thousandsOfDelayedKeysAreAllKept() {
		for (int i = 0; i < 5000; i++) {
			this.queue.addAfter(new ObjectKey("many", "agent-" + i), Duration.ofSeconds(1));
		}
		pass(Duration.ofSeconds(1));
		assertThat(this.queue.depth()).isEqualTo(5000);
	}

	@Test
	void aClosedQueueEndsTheWorkers() {
		this.queue.add(QUANT);
		this.queue.close();
		assertThatThrownBy(this.queue::take).isInstanceOf(InterruptedException.class);
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

}
