package org.obol.gateway.door;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.obol.gateway.paywall.Reply;
import org.obol.gateway.wire.HomeLoop;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Runs blocking code beside the event loop. */
@Component
class VirtualThreads implements AutoCloseable {

	/** So many calls come first, until most of the code has been loaded. */
	static final int COLD = 100;

	private final AtomicInteger begun = new AtomicInteger();

	private final ExecutorService executor = Executors
		.newThreadPerTaskExecutor(Thread.ofVirtual().name("paid-", 0).factory());

	private final Map<EventLoop, ThreadFactory> homes = new ConcurrentHashMap<>();

	private final Scheduler scheduler = Schedulers.fromExecutorService(this.executor, "paid");

	/**
	 * Starts work that blocks, carried by an event loop where that can be.
	 * @param loop the loop that the call came in on
	 * @param work what to do
	 */
	void start(EventLoop loop, Runnable work) {
		Runnable atHome = () -> HomeLoop.run(loop, work);
		// Whoever loads classes holds its carrier and may wait for others who do.
		if (this.begun.get() < COLD && this.begun.incrementAndGet() <= COLD) {
			this.executor.execute(atHome);
		}
		else {
			this.homes.computeIfAbsent(loop, LoopThreads::on).newThread(atHome).start();
		}
	}

	/**
	 * Runs work that is not interrupted when the buyer goes: it may be settling, and has
	 * to come to an end that the ledger knows.
	 * @param work gets to know whether the buyer is still there
	 * @return what it brings
	 */
	Mono<Reply> run(Function<BuyerConnection, Reply> work) {
		return Mono.create((sink) -> {
			BuyerConnection buyer = new BuyerConnection();
			sink.onCancel(buyer::hangUp);
			this.executor.execute(() -> {
				try {
					Reply reply = work.apply(buyer);
					buyer.handOver();
					sink.success(reply);
					if (buyer.isGone() && reply instanceof Reply.Flowing flowing) {
						flowing.close().run();
					}
				}
				catch (RuntimeException | Error ex) {
					sink.error(ex);
				}
			});
		});
	}

	Scheduler scheduler() {
		return this.scheduler;
	}

	@Override
	public void close() {
		this.scheduler.dispose();
		this.executor.shutdown();
	}

}
