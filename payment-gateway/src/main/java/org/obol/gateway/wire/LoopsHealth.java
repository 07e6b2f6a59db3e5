package org.obol.gateway.wire;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Tells whether every event loop still turns. One that is held for long, by native code
 * or by a lock, would keep its connections for ever; a gateway that says so is started
 * anew. The name is the one in the health answer.
 */
@Component("loops")
class LoopsHealth implements HealthIndicator {

	private static final Duration STUCK = Duration.ofSeconds(20);

	private final Map<EventExecutor, Long> turns = new ConcurrentHashMap<>();

	private final long stuck;

	@Autowired
	LoopsHealth(WireLoops loops) {
		this(loops.group(), STUCK);
	}

	LoopsHealth(EventLoopGroup loops, Duration stuck) {
		this.stuck = stuck.toNanos();
		loops.forEach(this::watch);
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void watch(EventExecutor loop) {
		this.turns.put(loop, System.nanoTime());
		loop.scheduleWithFixedDelay(() -> this.turns.put(loop, System.nanoTime()), 0, this.stuck / 10,
				TimeUnit.NANOSECONDS);
	}

	@Override
	public Health health() {
		long now = System.nanoTime();
		long held = this.turns.values().stream().filter((turn) -> now - turn > this.stuck).count();
		return ((held == 0) ? Health.up() : Health.down()).withDetail("held", held).build();
	}

}
