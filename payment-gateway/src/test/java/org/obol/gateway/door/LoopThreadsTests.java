package org.obol.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Straight-line code waits without keeping its event loop from working. */
class LoopThreadsTests {

	private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("the-loop"),
			NioIoHandler.newFactory());

	private final EventLoop loop = this.loops.next();

	@AfterEach
	void end() {
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

	@Test
	void threadComesBackToTheLoopThatItWaitedFor() throws Exception {
		CompletableFuture<List<String>> seen = new CompletableFuture<>();
		LoopThreads.on(this.loop).newThread(() -> {
			String before = Thread.currentThread().toString();
			// Only the loop can end this wait, so it must not be held by it.
			CompletableFuture<String> answer = new CompletableFuture<>();
			this.loop.execute(() -> answer.complete(Thread.currentThread().getName()));
			String by = answer.join();
			LockSupport.parkNanos(1_000_000);
			seen.complete(List.of(before, by, Thread.currentThread().toString()));
		}).start();
		List<String> told = seen.get(10, TimeUnit.SECONDS);
		assertThat(told.get(0)).contains("VirtualThread", "the-loop");
		assertThat(told.get(1)).contains("the-loop");
		assertThat(told.get(2)).contains("VirtualThread", "the-loop");
	}

}
