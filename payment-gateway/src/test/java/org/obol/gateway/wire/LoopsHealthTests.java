package org.obol.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** A loop that is held is told of, and only as long as it is. */
class LoopsHealthTests {

	private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

	private final LoopsHealth health = new LoopsHealth(this.loops, Duration.ofMillis(500));

	@AfterEach
	void end() {
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

	@Test
	void gatewayIsNotAliveWhileALoopIsHeld() {
		assertThat(status()).isEqualTo(Status.UP);
		CountDownLatch free = new CountDownLatch(1);
		this.loops.next().execute(() -> {
			try {
				free.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		await().until(() -> status().equals(Status.DOWN));
		free.countDown();
		await().until(() -> status().equals(Status.UP));
	}

	private Status status() {
		return this.health.health().getStatus();
	}

}
