package org.obol.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may hold a thread does not hold an event loop. */
class OffLoopTests {

	private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	@AfterEach
	void end() {
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

	@Test
	void workIsDoneElsewhereOnlyWhereALoopWouldBeHeld() {
		assertThat(OffLoop.call(Thread::currentThread)).isSameAs(Thread.currentThread());
		AtomicReference<Thread> worker = new AtomicReference<>();
		HomeLoop.run(this.loops.next(), () -> worker.set(OffLoop.call(Thread::currentThread)));
		assertThat(worker.get().getName()).startsWith("off-loop-");
		assertThat(worker.get().isVirtual()).isTrue();
	}

	@Test
	void whatGoesWrongElsewhereIsToldHere() {
		assertThatIllegalStateException().isThrownBy(() -> HomeLoop.run(this.loops.next(), () -> OffLoop.call(() -> {
			throw new IllegalStateException("no such name");
		}))).withMessage("no such name");
	}

}
